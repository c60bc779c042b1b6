package dev.circleoftrust.production.updateset;

/** What committing an update would do to the record that is here; the words are the product's. */
enum Disposition {
  /** Adds a record. */
  INSERT("Insert"),
  /** Replaces a record that was not changed since. */
  UPDATE("Update"),
  /** Removes a record. */
  DELETE("Delete"),
  /** Would undo a change that was made here later. */
  COLLISION("Collision"),
  /** Cannot be committed at all. */
  REFUSED("Refused");

  private final String word;

  Disposition(String word) {
    this.word = word;
  }

  /** What the field {@code disposition} of a preview holds. */
  String word() {
    return word;
  }
}
