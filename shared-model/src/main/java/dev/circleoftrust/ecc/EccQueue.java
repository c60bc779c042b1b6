package dev.circleoftrust.ecc;

import dev.circleoftrust.wire.MalformedException;

/** The direction of a row of the ECC queue, as the instance sees it: the field {@code queue}. */
public enum EccQueue {
  /** From the instance to a MID Server. */
  OUTPUT("output"),
  /** From a MID Server to the instance. */
  INPUT("input");

  private final String word;

  EccQueue(String word) {
    this.word = word;
  }

  /** What the field holds. */
  public String word() {
    return word;
  }

  /** Reads the field {@code queue}. */
  public static EccQueue parse(String field) throws MalformedException {
    return switch (field) {
      case "output" -> OUTPUT;
      case "input" -> INPUT;
      default -> throw new MalformedException("a queue that is neither output nor input");
    };
  }
}
