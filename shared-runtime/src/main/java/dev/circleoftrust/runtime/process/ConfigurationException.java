package dev.circleoftrust.runtime.process;

/**
 * A process cannot start as it was asked to. The message is one line for its administrator: the
 * fact, and where there is one the remedy. It holds no secret.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The fact and the remedy. */
  public ConfigurationException(String message) {
    super(message);
  }

  /** The fact and the remedy, and how it came to light. */
  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
