package dev.circleoftrust.production.refusal;

/**
 * What a person asked for is refused, and nothing was changed. The message says what is wrong and
 * what to do about it; it quotes nothing that came from outside.
 */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RefusalReason reason;

  /** A refusal, with what is wrong and what to do. */
  public RefusedException(RefusalReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Refuses unless {@code holds}. */
  public static void require(boolean holds, RefusalReason reason, String message)
      throws RefusedException {
    if (!holds) {
      throw new RefusedException(reason, message);
    }
  }

  /** The stable reason. */
  public RefusalReason reason() {
    return reason;
  }

  /** What is wrong and what to do. */
  public String explanation() {
    return String.valueOf(getMessage());
  }
}
