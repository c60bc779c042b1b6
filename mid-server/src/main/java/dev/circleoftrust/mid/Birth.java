package dev.circleoftrust.mid;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Of which version the program is, and since when it runs.
 *
 * @param version as the jar file says; {@code dev} where it was loaded from none
 * @param at when it started
 */
record Birth(String version, Instant at) {
  static Birth now(InstantSource clock) {
    String version = MidServer.class.getPackage().getImplementationVersion();
    return new Birth(version == null ? "dev" : version, clock.instant());
  }
}
