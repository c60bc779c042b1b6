package dev.circleoftrust.simulator.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteadinessTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aRateThatRisesIsNotSteady() {
    assertThat(verdicts(10, 20, 40, 80, 160, 320)).containsOnly(false);
  }

  @Test
  void threeSpansThatAreNoFasterAreSteady() {
    assertThat(verdicts(10, 100, 100, 104, 95)).containsExactly(false, false, false, false, true);
  }

  @Test
  void aDipDoesNotHideThatItWillRise() {
    assertThat(verdicts(100, 30, 50, 120, 120)).containsOnly(false);
  }

  @Test
  void withinASpanNothingIsTaken() {
    var steadiness = new Steadiness(Duration.ofSeconds(1), 0, 0);

    for (long now = 1; now < SECOND; now += SECOND / 100) {
      assertThat(steadiness.at(now, 1)).isFalse();
    }
  }

  /** After each second with so many records. */
  private static List<Boolean> verdicts(int... records) {
    var steadiness = new Steadiness(Duration.ofSeconds(1), 0, 0);
    var verdicts = new ArrayList<Boolean>();
    long all = 0;
    for (int i = 0; i < records.length; i++) {
      all += records[i];
      verdicts.add(steadiness.at((i + 1) * SECOND, all));
    }
    return verdicts;
  }
}
