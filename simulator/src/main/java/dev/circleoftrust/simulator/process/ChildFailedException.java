package dev.circleoftrust.simulator.process;

/**
 * A process did not become ready. The message is for a person: which, how it ended, and the last
 * lines that it wrote.
 */
public final class ChildFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ChildFailedException(String message) {
    super(message);
  }

  ChildFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
