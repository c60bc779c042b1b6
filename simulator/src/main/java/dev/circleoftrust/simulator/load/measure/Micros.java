package dev.circleoftrust.simulator.load.measure;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** Times as a load test counts them: microseconds since 1970. */
public final class Micros {
  private Micros() {}

  /** Now. */
  public static long now(InstantSource clock) {
    Instant now = clock.instant();
    return TimeUnit.SECONDS.toMicros(now.getEpochSecond())
        + TimeUnit.NANOSECONDS.toMicros(now.getNano());
  }
}
