package dev.circleoftrust.simulator.load.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.runtime.load.Mix;
import dev.circleoftrust.simulator.load.option.LoadSettings;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ClusterModelTest {
  private static final Duration LIMIT = Duration.ofMillis(100);
  private static final LoadSettings.Threads THREADS = new LoadSettings.Threads(10, 20, 25);

  private final ClusterModel model =
      new ClusterModel(Duration.ofMillis(200), THREADS, Mix.DEFAULT, 42);

  @Test
  void theSameSeedGivesTheSameFigures() {
    assertThat(model.at(2, 150)).isEqualTo(model.at(2, 150));
    assertThat(new ClusterModel(Duration.ofMillis(200), THREADS, Mix.DEFAULT, 43).at(2, 150))
        .isNotEqualTo(model.at(2, 150));
  }

  @Test
  void whereNothingWaitsARowTakesItsWork() {
    ClusterModel.Outcome outcome = model.at(1, 10);

    assertThat(outcome.p50()).isBetween(195.0, 205.0);
    assertThat(outcome.p99()).isLessThanOrEqualTo(210.0);
  }

  /** 25 threads of 200 ms give 125 standard rows a second, which are seven tenths of all. */
  @Test
  void oneMemberEndsWhereItsStandardThreadsDo() {
    assertThat(model.highestRate(1, LIMIT)).isBetween(120.0, 125 / 0.7);
    assertThat(model.at(1, 1.2 * 125 / 0.7).p99()).isGreaterThan(1_000);
  }

  @Test
  void membersAddCapacityUntilEachPartitionHasOne() {
    double one = model.highestRate(1, LIMIT);

    assertThat(model.highestRate(2, LIMIT)).isBetween(1.7 * one, 2.3 * one);
    assertThat(model.highestRate(6, LIMIT)).isGreaterThan(4.5 * one);
    assertThat(model.highestRate(8, LIMIT)).isEqualTo(model.highestRate(6, LIMIT), within(one));
  }

  private static Offset<Double> within(double one) {
    return Offset.offset(one / 4);
  }
}
