package dev.circleoftrust.runtime.store;

/**
 * The SQL store cannot do what was asked: the file is damaged, locked by another program, full, or
 * of a newer version. The message names tables and columns, never their values.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong, as a lower-case fact. */
  public StoreException(String message) {
    super(message);
  }

  /** What is wrong, as a lower-case fact, and how it came to light. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
