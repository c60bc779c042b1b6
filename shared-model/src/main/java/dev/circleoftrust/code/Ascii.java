package dev.circleoftrust.code;

import java.util.Locale;

/** Case, whatever the machine's language is. */
final class Ascii {
  private Ascii() {}

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
