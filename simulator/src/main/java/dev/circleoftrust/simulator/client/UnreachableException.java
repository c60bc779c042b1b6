package dev.circleoftrust.simulator.client;

/** Nobody answers at an address, or what answers is no instance. The message is for a person. */
public final class UnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreachableException(String message) {
    super(message);
  }

  UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
