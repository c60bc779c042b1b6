package dev.circleoftrust.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Writes values one after another so that no two sequences of values have the same bytes: each text
 * or byte string follows its length.
 *
 * <pre>value = length (4 bytes, big endian, unsigned) || bytes</pre>
 *
 * <p>Not for use by several threads.
 */
public final class LengthPrefixed {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Appends {@code text} as UTF-8. */
  public LengthPrefixed text(String text) {
    return bytes(Bytes.ofUtf8(text));
  }

  /** Appends {@code value}. */
  public LengthPrefixed bytes(Bytes value) {
    number(value.size());
    out.writeBytes(value.toByteArray());
    return this;
  }

  /** Appends a number as 4 bytes, big endian. */
  public LengthPrefixed number(int number) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    return this;
  }

  /** What was written. */
  public Bytes toBytes() {
    return Bytes.copyOf(out.toByteArray());
  }
}
