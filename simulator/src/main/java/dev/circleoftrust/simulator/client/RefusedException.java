package dev.circleoftrust.simulator.client;

/** An instance refused what it was asked for. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String sentence;
  private final String reason;

  /** With a stable reason code. */
  public RefusedException(String message, String reason) {
    super(message);
    this.sentence = message;
    this.reason = reason;
  }

  /** What was refused and why, for a person. */
  public String sentence() {
    return sentence;
  }

  /** The stable reason code, such as {@code job-differs}; the HTTP status where there is none. */
  public String reason() {
    return reason;
  }
}
