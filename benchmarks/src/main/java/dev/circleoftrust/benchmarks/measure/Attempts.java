package dev.circleoftrust.benchmarks.measure;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Something is measured again and again until it is no faster than before: compilers make a program
 * faster for a while after its start.
 */
public final class Attempts {
  private static final int MOST = 5;
  private static final double FASTER = 1.05;

  private Attempts() {}

  /**
   * Measures at least twice and five times at most.
   *
   * @param attempt the same work each time, and how long it took
   * @return how long the last one took
   */
  public static Duration untilSteady(Supplier<Duration> attempt) {
    Duration before = attempt.get();
    for (int attempts = 2; ; attempts++) {
      Duration time = attempt.get();
      if (attempts == MOST || before.toNanos() <= FASTER * time.toNanos()) {
        return time;
      }
      before = time;
    }
  }
}
