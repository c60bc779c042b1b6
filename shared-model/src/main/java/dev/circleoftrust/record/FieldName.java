package dev.circleoftrust.record;

/**
 * The spelling that fields and tables share: a lower-case ASCII letter, then letters, digits and
 * {@code _}, 1 to 80 characters in all. Nothing else, so no two names look alike.
 */
public final class FieldName {
  /** The most characters that a name may have. */
  public static final int MAX_LENGTH = 80;

  private FieldName() {}

  /** Whether {@code text} is such a name. */
  public static boolean matches(String text) {
    boolean is = !text.isEmpty() && text.length() <= MAX_LENGTH && isLetter(text.charAt(0));
    for (int i = 1; is && i < text.length(); i++) {
      char c = text.charAt(i);
      is = isLetter(c) || (c >= '0' && c <= '9') || c == '_';
    }
    return is;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }
}
