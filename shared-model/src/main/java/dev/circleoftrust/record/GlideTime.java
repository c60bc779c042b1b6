package dev.circleoftrust.record;

import dev.circleoftrust.wire.MalformedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The product's spelling of a time: {@code yyyy-MM-dd HH:mm:ss}, always UTC, to the second. */
public final class GlideTime {
  private static final String FORM = "0000-00-00 00:00:00";
  private static final int LAST_YEAR = 9999;

  private GlideTime() {}

  /** Writes {@code time}; what is below a second is left out. The year must be 1 to 9999. */
  public static String format(Instant time) {
    LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    if (utc.getYear() < 1 || utc.getYear() > LAST_YEAR) {
      throw new IllegalArgumentException(
          "the year %d has no such spelling".formatted(utc.getYear()));
    }
    var text = new StringBuilder(FORM);
    write(text, 0, 4, utc.getYear());
    write(text, 5, 7, utc.getMonthValue());
    write(text, 8, 10, utc.getDayOfMonth());
    write(text, 11, 13, utc.getHour());
    write(text, 14, 16, utc.getMinute());
    write(text, 17, 19, utc.getSecond());
    return text.toString();
  }

  /** Reads exactly what {@link #format} writes. */
  public static Instant parse(String text) throws MalformedException {
    if (isOfForm(text) && number(text, 0, 4) > 0) {
      try {
        return LocalDateTime.of(
                number(text, 0, 4),
                number(text, 5, 7),
                number(text, 8, 10),
                number(text, 11, 13),
                number(text, 14, 16),
                number(text, 17, 19))
            .toInstant(ZoneOffset.UTC);
      } catch (DateTimeException _) {
        // Falls through without a cause, whose message would quote the text.
      }
    }
    throw new MalformedException("a time that is not yyyy-MM-dd HH:mm:ss");
  }

  private static boolean isOfForm(String text) {
    boolean is = text.length() == FORM.length();
    for (int i = 0; is && i < FORM.length(); i++) {
      char c = text.charAt(i);
      is = FORM.charAt(i) == '0' ? c >= '0' && c <= '9' : c == FORM.charAt(i);
    }
    return is;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private static void write(StringBuilder text, int from, int to, int number) {
    int rest = number;
    for (int i = to - 1; i >= from; i--) {
      text.setCharAt(i, (char) ('0' + rest % 10));
      rest /= 10;
    }
  }
}
