package dev.circleoftrust.simulator.kafka;

/** The broker does not do what it was asked for. The message is for a person. */
public final class BrokerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokerException(String message) {
    super(message);
  }

  BrokerException(String message, Throwable cause) {
    super(message, cause);
  }
}
