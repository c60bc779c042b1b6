package dev.circleoftrust.benchmarks.measure;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Something is measured again and again until it gets no faster, and the fastest counts: compilers
 * make a program faster for some seconds after its start, and others who use the machine make it
 * slower for a moment.
 */
public final class Attempts {
  private static final int MOST = 8;
  private static final double FASTER = 1.05;

  /** How many in a row must have brought nothing. */
  private static final int IDLE = 2;

  private Attempts() {}

  /**
   * Measures at least three times and eight times at most.
   *
   * @param attempt the same work each time, and how long it took
   * @return how long the fastest took
   */
  public static Duration untilSteady(Supplier<Duration> attempt) {
    Duration best = attempt.get();
    int idle = 0;
    for (int attempts = 1; attempts < MOST && idle < IDLE; attempts++) {
      Duration time = attempt.get();
      idle = best.toNanos() > FASTER * time.toNanos() ? 0 : idle + 1;
      best = time.compareTo(best) < 0 ? time : best;
    }
    return best;
  }
}
