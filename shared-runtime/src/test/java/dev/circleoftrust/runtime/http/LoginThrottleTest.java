package dev.circleoftrust.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private final LoginThrottle throttle = new LoginThrottle(() -> now);

  @Test
  void anAddressWaitsAfterTooManyFailuresInARow() {
    for (int i = 0; i < LoginThrottle.ALLOWED_FAILURES; i++) {
      assertThat(throttle.pause("a")).isEmpty();
      throttle.failed("a");
    }
    assertThat(throttle.pause("a")).contains(LoginThrottle.PAUSE);
    assertThat(throttle.pause("b")).isEmpty();
    now = now.plus(LoginThrottle.PAUSE).minusSeconds(1);
    assertThat(throttle.pause("a")).contains(Duration.ofSeconds(1));
    now = now.plusSeconds(1);
    assertThat(throttle.pause("a")).isEmpty();
  }

  @Test
  void failuresLongAgoDoNotCount() {
    for (int i = 0; i < 3 * LoginThrottle.ALLOWED_FAILURES; i++) {
      throttle.failed("a");
      now = now.plus(LoginThrottle.PAUSE);
      assertThat(throttle.pause("a")).isEmpty();
    }
  }

  @Test
  void aSuccessIsForgiveness() {
    for (int i = 0; i < LoginThrottle.ALLOWED_FAILURES - 1; i++) {
      throttle.failed("a");
    }
    throttle.succeeded("a");
    throttle.failed("a");
    assertThat(throttle.pause("a")).isEmpty();
  }

  @Test
  void remembersABoundedNumberOfAddresses() {
    for (int i = 0; i < LoginThrottle.ALLOWED_FAILURES; i++) {
      throttle.failed("first");
    }
    for (int i = 0; i < LoginThrottle.MAX_ADDRESSES - 1; i++) {
      throttle.failed("other " + i);
    }
    assertThat(throttle.pause("first")).isPresent();
    throttle.failed("one more");
    assertThat(throttle.pause("first")).isEmpty();
  }
}
