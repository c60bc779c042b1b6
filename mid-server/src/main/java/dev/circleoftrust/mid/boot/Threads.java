package dev.circleoftrust.mid.boot;

import dev.circleoftrust.ecc.Priority;

/**
 * How many rows of each priority run at once: the product's {@code threads.interactive.max}, {@code
 * threads.expedited.max} and {@code threads.max}.
 *
 * @param interactive 1 to {@link #MOST}
 * @param expedited 1 to {@link #MOST}
 * @param standard 1 to {@link #MOST}
 */
public record Threads(int interactive, int expedited, int standard) {
  /** The most threads of one priority. */
  public static final int MOST = 200;

  /** The product's numbers. */
  public static final Threads DEFAULT = new Threads(10, 20, 25);

  /** The threads of one priority. */
  public int of(Priority priority) {
    return switch (priority) {
      case INTERACTIVE -> interactive;
      case EXPEDITED -> expedited;
      case STANDARD -> standard;
    };
  }

  static Threads read(YamlSection mid) {
    return new Threads(
        mid.optionalInteger("threads.interactive.max", 1, MOST).orElse(DEFAULT.interactive),
        mid.optionalInteger("threads.expedited.max", 1, MOST).orElse(DEFAULT.expedited),
        mid.optionalInteger("threads.max", 1, MOST).orElse(DEFAULT.standard));
  }
}
