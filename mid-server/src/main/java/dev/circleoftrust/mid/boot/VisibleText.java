package dev.circleoftrust.mid.boot;

import java.util.OptionalInt;

/**
 * Finds characters that a person cannot see in a configuration: what he reads must be what the
 * program reads.
 */
final class VisibleText {
  /** Letters and marks that show nothing, although Unicode does not class them as format. */
  private static final String BLANK = "\u115F\u1160\u2800\u3164\uFFA0";

  private static final int FIRST_VARIATION_SELECTOR = 0xFE00;
  private static final int LAST_VARIATION_SELECTOR = 0xFE0F;

  private VisibleText() {}

  /** The index in {@code text} of the first character that cannot be seen, if there is one. */
  static OptionalInt firstInvisible(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (isInvisible(text.codePointAt(i))) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** What the character is called, for whoever has to find it: {@code U+200B ZERO WIDTH SPACE}. */
  static String name(int character) {
    String name = Character.getName(character);
    return "U+%04X%s".formatted(character, name == null ? "" : " " + name);
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\n' && c != '\r' && c != '\t';
      case Character.SPACE_SEPARATOR -> c != ' ';
      case Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default ->
          BLANK.indexOf(c) >= 0 || (c >= FIRST_VARIATION_SELECTOR && c <= LAST_VARIATION_SELECTOR);
    };
  }
}
