package dev.circleoftrust.simulator.table;

/** Text from elsewhere, made harmless for a terminal. */
public final class Shown {
  private Shown() {}

  /**
   * The text with a space for every character that could move the cursor, change what stands
   * elsewhere on the screen, or hide: control and format characters, line and paragraph separators,
   * and halves of surrogate pairs.
   */
  public static String plain(String text) {
    var shown = new StringBuilder(text.length());
    text.codePoints().map(c -> isHarmless(c) ? c : ' ').forEach(shown::appendCodePoint);
    return shown.toString();
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
