package dev.circleoftrust.simulator.load.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.simulator.load.account.Account;
import dev.circleoftrust.simulator.load.measure.PartName;
import dev.circleoftrust.simulator.load.measure.PartResult;
import dev.circleoftrust.simulator.load.measure.Timeline;
import dev.circleoftrust.simulator.load.measure.Usage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepResultTest {
  private static final Usage NOTHING = new Usage(0, Map.of(), Map.of(), 0);

  @Test
  void theHighestRateIsTheLastThatWasReachedWithinTheLimit() {
    var sweep =
        new SweepResult(
            1, 100, List.of(step(100, 100, 20), step(200, 200, 90), step(300, 300, 200)));

    assertThat(sweep.highest()).isEqualTo(200);
    assertThat(sweep.needs()).contains(new SweepResult.Need(400, 2));
    assertThat(sweep.needs()).contains(new SweepResult.Need(1_000, 5));
  }

  /** Where records only pile up, the first ones of them still come soon. */
  @Test
  void aRateThatIsNotReachedIsBeyondTheLimit() {
    assertThat(step(200, 150, 20).within(100)).isFalse();
    assertThat(step(200, 200, 20).within(100)).isTrue();
    assertThat(step(200, 200, 101).within(100)).isFalse();
  }

  @Test
  void whereNoRateIsWithinTheLimitNothingIsPromised() {
    assertThat(new SweepResult(1, 100, List.of(step(100, 100, 500))).needs()).isEmpty();
  }

  private static SweepResult.Step step(int rate, int reached, int millis) {
    var timeline = new Timeline(0);
    for (int i = 0; i < reached; i++) {
      timeline.completed(1_000_000L * i / reached, millis * 1_000L);
    }
    return new SweepResult.Step(
        rate,
        new PartResult(
            new PartName(1, PartName.Place.ON, PartName.Kind.STEP),
            new PartResult.Timing(0, 0, 1_000_000, rate),
            new PartResult.Flow(timeline, 0, new PartResult.Waiting(0, 0)),
            new PartResult.Effort(NOTHING, NOTHING, 0),
            Account.NOTHING));
  }
}
