package dev.circleoftrust.trust;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;

/** Computes the heads of the circle log. */
public final class Head {
  private static final Bytes PREFIX = Bytes.copyOf(new byte[] {0x02});

  /** What the first statement builds on: 32 zero bytes. */
  private static final Digest NOTHING = new Digest(Bytes.copyOf(new byte[Digest.SIZE]));

  private Head() {}

  /**
   * The head after a statement.
   *
   * <pre>head = SHA-256(0x02 || previous head || SHA-256(statement bytes))</pre>
   *
   * <p>It is never over the envelope: whoever adds or drops a signature does not move the log.
   */
  public static Digest after(Digest previous, Digest statementId) {
    return Digest.of(PREFIX, previous.value(), statementId.value());
  }

  /** The head after a first statement alone. */
  public static Digest first(Digest circle) {
    return after(NOTHING, circle);
  }
}
