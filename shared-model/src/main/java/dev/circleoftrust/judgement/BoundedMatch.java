package dev.circleoftrust.judgement;

import java.util.regex.Pattern;

/**
 * Matches a value against a pattern without letting the value choose how long that takes. Many a
 * harmless pattern needs exponential time, or a deep stack, for a value that is made for it.
 */
final class BoundedMatch {
  /** How often a pattern may look at a character: some milliseconds, and far above honest needs. */
  private static final int MAX_READS = 1_000_000;

  private int left = MAX_READS;

  private BoundedMatch() {}

  /** True where {@code value} matches as a whole; false also where that cannot be found out. */
  static boolean matches(String pattern, String value) {
    try {
      return Pattern.matches(pattern, new BoundedMatch().new Reading(value));
    } catch (TooLongException | StackOverflowError _) {
      return false;
    }
  }

  /** Ends a match that has read too much. */
  private static final class TooLongException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLongException() {
      super("a match that reads too much", null, false, false);
    }
  }

  /** A text, or a part of it, whose characters are counted as they are read. */
  private final class Reading implements CharSequence {
    private final String text;

    Reading(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (left-- <= 0) {
        throw new TooLongException();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Reading(text.substring(start, end));
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
