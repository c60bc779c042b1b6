package dev.circleoftrust.production.updateset;

/** How far a retrieved update set has come; the words are the product's. */
enum RetrievedState {
  /** It is here. Nothing of it was written. */
  LOADED("loaded"),
  /** What it would write was compared with what is here. */
  PREVIEWED("previewed"),
  /** Its records were written. */
  COMMITTED("committed");

  private final String word;

  RetrievedState(String word) {
    this.word = word;
  }

  /** What the field {@code state} holds. */
  String word() {
    return word;
  }
}
