package dev.circleoftrust.benchmarks.micro;

import org.jspecify.annotations.Nullable;

/** What JMH has a benchmark make before it measures. */
final class Prepared {
  private Prepared() {}

  static <T> T of(@Nullable T made) {
    if (made == null) {
      throw new IllegalStateException("the benchmark was not prepared");
    }
    return made;
  }
}
