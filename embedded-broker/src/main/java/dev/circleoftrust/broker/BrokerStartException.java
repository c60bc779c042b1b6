package dev.circleoftrust.broker;

import org.jspecify.annotations.Nullable;

/** The broker cannot start where it was told to: the message is one line for whoever told it. */
public final class BrokerStartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BrokerStartException(String message) {
    super(message);
  }

  BrokerStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Names the innermost cause, which is where Kafka says what is wrong. */
  static BrokerStartException causedBy(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new BrokerStartException("the broker did not start: " + root, failure);
  }
}
