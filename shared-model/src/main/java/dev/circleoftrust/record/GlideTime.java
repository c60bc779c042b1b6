package dev.circleoftrust.record;

import dev.circleoftrust.wire.MalformedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** The product's spelling of a time: {@code yyyy-MM-dd HH:mm:ss}, always UTC, to the second. */
public final class GlideTime {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final int LAST_YEAR = 9999;

  private GlideTime() {}

  /** Writes {@code time}; what is below a second is left out. The year must be 1 to 9999. */
  public static String format(Instant time) {
    LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    if (utc.getYear() < 1 || utc.getYear() > LAST_YEAR) {
      throw new IllegalArgumentException(
          "the year %d has no such spelling".formatted(utc.getYear()));
    }
    return FORMAT.format(utc);
  }

  /** Reads exactly what {@link #format} writes. */
  public static Instant parse(String text) throws MalformedException {
    try {
      Instant time = LocalDateTime.parse(text, FORMAT).toInstant(ZoneOffset.UTC);
      if (format(time).equals(text)) {
        return time;
      }
    } catch (DateTimeException | IllegalArgumentException e) {
      // Falls through without a cause, whose message would quote the text.
    }
    throw new MalformedException("a time that is not yyyy-MM-dd HH:mm:ss");
  }
}
