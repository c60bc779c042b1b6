package dev.circleoftrust.trust;

import dev.circleoftrust.wire.Digest;
import java.time.Instant;

/** Whether unsigned records may run now. The answer is no unless it is proven. */
public sealed interface Standing {
  /**
   * Code Signing is enforced.
   *
   * @param cause why
   * @param detail for the operator; not stable
   */
  record Enforced(Cause cause, String detail) implements Standing {}

  /**
   * The log is proven to end in <i>off</i>.
   *
   * @param head the head of the log
   * @param until when the proof is too old, unless a newer checkpoint comes
   */
  record ProvenOff(Digest head, Instant until) implements Standing {}

  /** Why Code Signing is enforced. */
  enum Cause {
    /** The log says <i>on</i>. */
    TURNED_ON("turned-on"),
    /** The boot file says <i>required</i>. */
    REQUIRED("required"),
    /** There is no first statement yet. */
    NOT_ESTABLISHED("not-established"),
    /** Issuers have settled two logs. */
    CONTRADICTED("contradicted"),
    /** A checkpoint names a head that the log at hand has not got: items are withheld. */
    BEHIND("behind"),
    /** No checkpoints by enough issuers are fresh enough. */
    NOT_FRESH("not-fresh"),
    /** The log on the broker lacks instructions that the reader once had from it. */
    LOG_CUT("log-cut");

    private final String code;

    Cause(String code) {
      this.code = code;
    }

    /** The stable name, for logs, metrics and messages. */
    public String code() {
      return code;
    }
  }

  /** True where unsigned records are refused. */
  default boolean enforced() {
    return this instanceof Enforced;
  }
}
