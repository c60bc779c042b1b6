package dev.circleoftrust.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  @Test
  void theFastestCountsOnceTwoHaveBroughtNothing() {
    assertThat(millis(100, 60, 59, 61, 10)).isEqualTo(59);
  }

  @Test
  void whatGetsFasterGoesOn() {
    assertThat(millis(800, 700, 600, 500, 490, 480, 10)).isEqualTo(480);
  }

  @Test
  void oneThatIsDisturbedNeverCounts() {
    assertThat(millis(100, 300, 90, 400, 91, 10)).isEqualTo(90);
  }

  @Test
  void theEighthIsTheLast() {
    assertThat(millis(25_600, 12_800, 6_400, 3_200, 1_600, 800, 400, 200, 100)).isEqualTo(200);
  }

  private static long millis(Integer... times) {
    Iterator<Integer> attempts = List.of(times).iterator();
    return Attempts.untilSteady(() -> Duration.ofMillis(attempts.next())).toMillis();
  }
}
