package dev.circleoftrust.wire;

/**
 * Input is not of the form that it claims. Says nothing about trust: whoever parses has no opinion
 * on that. The message names what is wrong and where; it never quotes the input. It has no cause
 * for the same reason: what a parser of the platform throws often quotes it.
 */
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String fact;

  /** What is wrong, as a lower-case fact. */
  public MalformedException(String message) {
    super(message);
    this.fact = message;
  }

  /** The message: what is wrong, as a lower-case fact. */
  public String fact() {
    return fact;
  }
}
