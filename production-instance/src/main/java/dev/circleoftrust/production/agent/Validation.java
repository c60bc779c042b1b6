package dev.circleoftrust.production.agent;

/**
 * Whether a person wants a MID Server to be given work: the field {@code validated} of {@code
 * ecc_agent}.
 */
enum Validation {
  /** Nobody has said so. */
  NO("No"),
  /** Somebody has, and the MID Server is to answer. */
  VALIDATING("Validating"),
  /** It has answered. */
  YES("Yes");

  private final String word;

  Validation(String word) {
    this.word = word;
  }

  /** What the field holds. */
  String word() {
    return word;
  }

  /** Reads the field; whatever else another tool has put there validates nothing. */
  static Validation of(String field) {
    for (Validation validation : values()) {
      if (field.equals(validation.word)) {
        return validation;
      }
    }
    return NO;
  }
}
