package dev.circleoftrust.simulator.load.option;

import dev.circleoftrust.runtime.load.Mix;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values of options; what is wrong is named with the option and what it takes. */
final class OptionValues {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s|m)");
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3})?)%?");
  private static final Pattern NUMBER = Pattern.compile("[0-9][0-9_]{0,18}");
  private static final Pattern BOOTSTRAP =
      Pattern.compile("[A-Za-z0-9._-]+:[0-9]{1,5}(,[A-Za-z0-9._-]+:[0-9]{1,5})*");
  private static final double HUNDRED = 100;
  private static final int PRIORITIES = 3;

  private OptionValues() {}

  /** A whole number; underscores may group its digits. */
  static int number(String option, String text, int least, int most) throws RefusedException {
    if (NUMBER.matcher(text).matches()) {
      try {
        long value = Long.parseLong(text.replace("_", ""));
        if (value >= least && value <= most) {
          return (int) value;
        }
      } catch (NumberFormatException _) {
        // more digits than any number here has
      }
    }
    throw wrong(option, "a whole number from %d to %d".formatted(least, most), text);
  }

  /** A time, such as {@code 200ms}, {@code 30s} or {@code 5m}. */
  static Duration duration(String option, String text, Duration least, Duration most)
      throws RefusedException {
    Matcher time = DURATION.matcher(text);
    if (time.matches()) {
      long number = Long.parseLong(time.group(1));
      Duration duration =
          switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
          };
      if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
        return duration;
      }
    }
    throw wrong(
        option,
        "a time such as 200ms, 30s or 5m, from %s to %s".formatted(shown(least), shown(most)),
        text);
  }

  /** A share, such as {@code 10%}. */
  static double share(String option, String text) throws RefusedException {
    Matcher percent = PERCENT.matcher(text);
    if (percent.matches() && Double.parseDouble(percent.group(1)) <= HUNDRED) {
      return Double.parseDouble(percent.group(1)) / HUNDRED;
    }
    throw wrong(option, "a share such as 10%, from 0% to 100%", text);
  }

  /** Shares of the priorities, such as {@code interactive=5,expedited=25,standard=70}. */
  static Mix mix(String option, String text) throws RefusedException {
    try {
      return Mix.parse(text);
    } catch (MalformedException e) {
      throw wrong(
          option,
          "shares such as interactive=5,expedited=25,standard=70 (%s)".formatted(e.getMessage()),
          text);
    }
  }

  /** One number for standard rows, or three for interactive, expedited and standard rows. */
  static LoadSettings.Threads threads(String option, String text) throws RefusedException {
    List<String> parts = Arrays.asList(text.split(",", -1));
    LoadSettings.Threads otherwise = LoadSettings.Threads.DEFAULT;
    if (parts.size() == 1) {
      return new LoadSettings.Threads(
          otherwise.interactive(), otherwise.expedited(), number(option, text, 1, 200));
    }
    if (parts.size() != PRIORITIES) {
      throw wrong(option, "N for standard rows, or INTERACTIVE,EXPEDITED,STANDARD", text);
    }
    return new LoadSettings.Threads(
        number(option, parts.get(0), 1, 200),
        number(option, parts.get(1), 1, 200),
        number(option, parts.get(2), 1, 200));
  }

  /** One of a few words. */
  static String oneOf(String option, String text, List<String> words) throws RefusedException {
    String word = text.toLowerCase(Locale.ROOT);
    if (words.contains(word)) {
      return word;
    }
    throw wrong(option, "one of " + String.join(", ", words), text);
  }

  /** Where a Kafka cluster is. */
  static String bootstrap(String option, String text) throws RefusedException {
    if (BOOTSTRAP.matcher(text).matches()) {
      return text;
    }
    throw wrong(option, "HOST:PORT, several separated by commas", text);
  }

  private static RefusedException wrong(String option, String wanted, String given) {
    return new RefusedException("%s takes %s, not %s".formatted(option, wanted, given), "usage");
  }

  private static String shown(Duration duration) {
    long millis = duration.toMillis();
    return millis % 60_000 == 0 && millis > 0
        ? millis / 60_000 + "m"
        : millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
  }
}
