package dev.circleoftrust.xml;

/** Which characters an XML document can carry, and how they are written. */
public final class XmlText {
  private XmlText() {}

  /**
   * Whether an XML 1.0 document can carry {@code text}: no lone surrogate, no control character
   * other than tab, line feed and carriage return, neither U+FFFE nor U+FFFF (XML 1.0, section
   * 2.2). No escape exists for what is left out.
   */
  public static boolean canCarry(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < Character.MIN_SURROGATE) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c) || isForbidden(c)) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@code text} with U+FFFD in place of each character that no document can carry: for what comes
   * from elsewhere, such as a database, and is only shown.
   */
  public static String replaceUncarried(String text) {
    if (canCarry(text)) {
      return text;
    }
    var out = new StringBuilder(text.length());
    text.codePoints()
        .mapToObj(Character::toString)
        .forEach(character -> out.append(canCarry(character) ? character : "\uFFFD"));
    return out.toString();
  }

  /** Whether {@code text} is white space as XML has it (section 2.3), or nothing. */
  static boolean isSpace(CharSequence text) {
    boolean space = true;
    for (int i = 0; space && i < text.length(); i++) {
      char c = text.charAt(i);
      space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
    return space;
  }

  /** Whether {@code name} is ASCII letters, digits, {@code _}, {@code -} and {@code .} only. */
  static boolean isPlainName(String name) {
    boolean plain = true;
    for (int i = 0; plain && i < name.length(); i++) {
      char c = name.charAt(i);
      plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "_-.".indexOf(c) >= 0;
    }
    return plain;
  }

  private static boolean isForbidden(char c) {
    return (c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == '\uFFFE' || c == '\uFFFF';
  }

  /** Writes {@code text} as the content of an element. */
  static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        // A reader turns a bare carriage return into a line feed (section 2.11).
        case '\r' -> out.append("&#13;");
        default -> out.append(c);
      }
    }
  }

  /** Writes {@code value} between the double quotes of an attribute. */
  static void escapeAttribute(String value, StringBuilder out) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        // A reader turns bare white space in an attribute into spaces (section 3.3.3).
        case '\t' -> out.append("&#9;");
        case '\n' -> out.append("&#10;");
        case '\r' -> out.append("&#13;");
        default -> out.append(c);
      }
    }
  }
}
