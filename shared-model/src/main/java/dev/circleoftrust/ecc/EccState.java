package dev.circleoftrust.ecc;

import dev.circleoftrust.wire.MalformedException;

/** How far a row of the ECC queue has come: the field {@code state}. */
public enum EccState {
  /** Nobody has taken it. */
  READY("ready"),
  /** It was taken; that says nothing about whether it runs already. */
  PROCESSING("processing"),
  /** It was answered, or its answer was read. */
  PROCESSED("processed"),
  /** It was refused or failed. */
  ERROR("error"),
  /** It was called off before it began: it had no effect. */
  CANCELLED("cancelled");

  private final String word;

  EccState(String word) {
    this.word = word;
  }

  /** What the field holds. */
  public String word() {
    return word;
  }

  /** Reads the field {@code state}. */
  public static EccState parse(String field) throws MalformedException {
    return switch (field) {
      case "ready" -> READY;
      case "processing" -> PROCESSING;
      case "processed" -> PROCESSED;
      case "error" -> ERROR;
      case "cancelled" -> CANCELLED;
      default ->
          throw new MalformedException(
              "a state that is not ready, processing, processed, error or cancelled");
    };
  }
}
