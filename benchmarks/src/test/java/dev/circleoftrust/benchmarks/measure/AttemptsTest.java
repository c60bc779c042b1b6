package dev.circleoftrust.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  @Test
  void theFirstThatIsNoFasterCounts() {
    assertThat(millis(100, 60, 59, 10)).isEqualTo(59);
  }

  @Test
  void oneAloneNeverCounts() {
    assertThat(millis(100, 120, 10)).isEqualTo(120);
  }

  @Test
  void oneThatIsDisturbedNeverCounts() {
    assertThat(millis(100, 300, 101, 100, 10)).isEqualTo(100);
  }

  @Test
  void theFifthCountsHoweverFastItIs() {
    assertThat(millis(1_600, 800, 400, 200, 100, 50)).isEqualTo(100);
  }

  private static long millis(Integer... times) {
    Iterator<Integer> attempts = List.of(times).iterator();
    return Attempts.untilSteady(() -> Duration.ofMillis(attempts.next())).toMillis();
  }
}
