package dev.circleoftrust.trusted.action;

/**
 * A person's action is refused, and nothing was changed. The message says what is wrong and what to
 * do about it; it holds no secret.
 */
public final class ActionRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String reason;

  /** Whose fault it is, as far as whoever asked can tell. */
  public enum Kind {
    /** What was sent is not fit for the action. */
    UNFIT(400),
    /** There is no such record. */
    MISSING(404),
    /** The instance or the circle is not in a state for it. */
    NOT_NOW(409),
    /** Something that the action needs does not answer. */
    UNAVAILABLE(503);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    /** The HTTP status that says so. */
    public int status() {
      return status;
    }
  }

  /**
   * A refusal.
   *
   * @param reason its stable code, such as {@code not-established}
   * @param message what is wrong and what to do about it
   */
  public ActionRefusedException(Kind kind, String reason, String message) {
    super(message);
    this.kind = kind;
    this.reason = reason;
  }

  /** A refusal that came to light by {@code cause}. */
  public ActionRefusedException(Kind kind, String reason, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.reason = reason;
  }

  /** What was sent is not fit. */
  public static ActionRefusedException unfit(String reason, String message) {
    return new ActionRefusedException(Kind.UNFIT, reason, message);
  }

  /** There is no such record. */
  public static ActionRefusedException missing(String message) {
    return new ActionRefusedException(Kind.MISSING, "no-such-record", message);
  }

  /** Not in this state of things. */
  public static ActionRefusedException notNow(String reason, String message) {
    return new ActionRefusedException(Kind.NOT_NOW, reason, message);
  }

  /** Whose fault it is. */
  public Kind kind() {
    return kind;
  }

  /** The stable code. */
  public String reason() {
    return reason;
  }
}
