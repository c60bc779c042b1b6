package dev.circleoftrust.benchmarks.measure;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Something is measured again and again until it is about as fast as before: compilers make a
 * program faster for a while after its start, and others who use the machine make it slower for a
 * moment.
 */
public final class Attempts {
  private static final int MOST = 5;
  private static final double FASTER = 1.05;

  /** What is slower than this against the attempt before was disturbed. */
  private static final double DISTURBED = 1.25;

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
      boolean steady =
          before.toNanos() <= FASTER * time.toNanos()
              && time.toNanos() <= DISTURBED * before.toNanos();
      if (attempts == MOST || steady) {
        return time;
      }
      before = time;
    }
  }
}
