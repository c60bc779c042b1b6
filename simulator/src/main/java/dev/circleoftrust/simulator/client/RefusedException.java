package dev.circleoftrust.simulator.client;

/** An instance refused what it was asked for. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /** With a stable reason code. */
  public RefusedException(String message, String reason) {
    super(message);
    this.reason = reason;
  }

  /** The stable reason code, such as {@code job-differs}; the HTTP status where there is none. */
  public String reason() {
    return reason;
  }
}
