package dev.circleoftrust.runtime.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts failed logins by the address that they come from: after {@link #ALLOWED_FAILURES} within
 * {@link #PAUSE} the address waits until that long has passed since its last one.
 *
 * <p>Remembers at most {@link #MAX_ADDRESSES}, and forgets those that failed least recently. Safe
 * for any number of threads.
 */
final class LoginThrottle {
  static final int ALLOWED_FAILURES = 5;
  static final Duration PAUSE = Duration.ofSeconds(60);
  static final int MAX_ADDRESSES = 1024;

  private final InstantSource clock;
  private final Map<String, Failures> failures = new LinkedHashMap<>();

  private record Failures(int count, Instant last) {}

  LoginThrottle(InstantSource clock) {
    this.clock = clock;
  }

  /** How long the address must wait yet; empty where it may try. */
  synchronized Optional<Duration> pause(String address) {
    Failures failed = failures.get(address);
    if (failed == null || failed.count() < ALLOWED_FAILURES) {
      return Optional.empty();
    }
    Duration left = Duration.between(clock.instant(), failed.last().plus(PAUSE));
    return left.isPositive() ? Optional.of(left) : Optional.empty();
  }

  synchronized void failed(String address) {
    Instant now = clock.instant();
    int count = 1;
    Failures before = failures.remove(address); // put again at the end: the most recent
    if (before != null && now.isBefore(before.last().plus(PAUSE))) {
      count += before.count();
    }
    failures.put(address, new Failures(count, now));
    if (failures.size() > MAX_ADDRESSES) {
      failures.remove(failures.keySet().iterator().next());
    }
  }

  synchronized void succeeded(String address) {
    failures.remove(address);
  }
}
