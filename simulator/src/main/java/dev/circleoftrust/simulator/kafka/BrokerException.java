package dev.circleoftrust.simulator.kafka;

/** The broker does not do what it was asked for. The message is for a person. */
public final class BrokerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what a person needs to know. */
  public BrokerException(String message) {
    super(message);
  }

  /** With what a person needs to know. */
  public BrokerException(String message, Throwable cause) {
    super(message, cause);
  }
}
