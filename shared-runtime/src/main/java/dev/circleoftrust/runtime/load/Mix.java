package dev.circleoftrust.runtime.load;

import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.wire.MalformedException;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many of a run's rows have which priority: weights, of which only the ratio counts. A pure
 * function of seed and index decides for each row.
 *
 * @param interactive the weight of interactive rows
 * @param expedited the weight of expedited rows
 * @param standard the weight of standard rows
 */
public record Mix(int interactive, int expedited, int standard) {
  /** What a busy instance is like. */
  public static final Mix DEFAULT = new Mix(5, 25, 70);

  private static final int MAX_WEIGHT = 1_000_000;
  private static final long DRAW = 0x4D49_58L;

  public Mix {
    if (isNone(interactive) || isNone(expedited) || isNone(standard)) {
      throw new IllegalArgumentException("a weight is 0 to " + MAX_WEIGHT);
    }
    if (interactive + expedited + standard == 0) {
      throw new IllegalArgumentException("a mix of nothing");
    }
  }

  /**
   * Reads {@code interactive=5,expedited=25,standard=70}; what is left out has weight 0.
   *
   * @throws MalformedException if it is anything else
   */
  public static Mix parse(String text) throws MalformedException {
    var weights = new EnumMap<Priority, Integer>(Priority.class);
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw new MalformedException("a mix is PRIORITY=WEIGHT, several separated by commas");
      }
      Priority priority = Priority.parseWord(part.substring(0, equals));
      if (weights.put(priority, weight(part.substring(equals + 1))) != null) {
        throw new MalformedException(priority.word() + " is given twice");
      }
    }
    return of(weights);
  }

  /** The mix of these weights; a priority that is left out has weight 0. */
  public static Mix of(Map<Priority, Integer> weights) throws MalformedException {
    try {
      return new Mix(
          weights.getOrDefault(Priority.INTERACTIVE, 0),
          weights.getOrDefault(Priority.EXPEDITED, 0),
          weights.getOrDefault(Priority.STANDARD, 0));
    } catch (IllegalArgumentException e) {
      throw new MalformedException(String.valueOf(e.getMessage()));
    }
  }

  /** The priority of the row at {@code index} of a run with {@code seed}. */
  public Priority of(long seed, long index) {
    int drawn = Drawn.below(interactive + expedited + standard, seed ^ DRAW, index);
    if (drawn < interactive) {
      return Priority.INTERACTIVE;
    }
    return drawn < interactive + expedited ? Priority.EXPEDITED : Priority.STANDARD;
  }

  private static int weight(String text) throws MalformedException {
    if (!text.matches("[0-9]{1,7}")) {
      throw new MalformedException("a weight is 0 to " + MAX_WEIGHT);
    }
    return Integer.parseInt(text);
  }

  private static boolean isNone(int weight) {
    return weight < 0 || weight > MAX_WEIGHT;
  }
}
