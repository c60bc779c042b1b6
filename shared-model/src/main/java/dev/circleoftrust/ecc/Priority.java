package dev.circleoftrust.ecc;

import dev.circleoftrust.wire.MalformedException;

/** How urgent a row is. Each priority has its own Kafka topic, so none waits behind another. */
public enum Priority {
  /** Someone waits for the answer; heartbeats and system commands. */
  INTERACTIVE(0, "interactive"),
  /** Integrations that call and wait. */
  EXPEDITED(1, "expedited"),
  /** Everything else, such as loading data. */
  STANDARD(2, "standard");

  private final int code;
  private final String word;

  Priority(int code, String word) {
    this.code = code;
    this.word = word;
  }

  /** The number in the field {@code priority}: 0, 1 or 2. */
  public int code() {
    return code;
  }

  /** The word at the end of a Kafka topic's name. */
  public String word() {
    return word;
  }

  /** Reads the field {@code priority} of the ECC queue. */
  public static Priority parseField(String field) throws MalformedException {
    return switch (field) {
      case "0" -> INTERACTIVE;
      case "1" -> EXPEDITED;
      case "2" -> STANDARD;
      default -> throw new MalformedException("a priority that is not 0, 1 or 2");
    };
  }

  /** Reads the end of a Kafka topic's name. */
  public static Priority parseWord(String word) throws MalformedException {
    for (Priority priority : values()) {
      if (word.equals(priority.word)) {
        return priority;
      }
    }
    throw new MalformedException("a priority that is not interactive, expedited or standard");
  }
}
