package dev.circleoftrust.code;

/** A stretch of signed text, in which a value either has no place, or is all of it. */
sealed interface Piece {
  /**
   * Text that is as it was signed.
   *
   * @param text what goes out, character by character
   */
  record Fixed(String text) implements Piece {}

  /**
   * A place for a value.
   *
   * @param name the parameter
   * @param place what of the message it is
   */
  record Hole(String name, RestMessage.Place place) implements Piece {}
}
