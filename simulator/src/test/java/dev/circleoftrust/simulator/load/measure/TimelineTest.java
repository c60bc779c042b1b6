package dev.circleoftrust.simulator.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final long BEGAN = 1_790_000_000_000_000L;
  private static final long SECOND = 1_000_000;

  private final Timeline timeline = new Timeline(BEGAN);

  @Test
  void countsOnlyWholeTenthsBetweenTwoTimes() {
    for (int tenth = 0; tenth < 30; tenth++) {
      for (int i = 0; i < (tenth < 10 ? 1 : 100); i++) {
        timeline.completed(BEGAN + tenth * SECOND / 10 + 50_000, 1_000);
      }
    }

    assertThat(timeline.rate(BEGAN + SECOND, BEGAN + 3 * SECOND)).isEqualTo(1_000);
    assertThat(timeline.rate(BEGAN + SECOND - 50_000, BEGAN + 3 * SECOND + 50_000))
        .isEqualTo(1_000);
    assertThat(timeline.rate(BEGAN, BEGAN + SECOND)).isEqualTo(10);
    assertThat(timeline.rate(BEGAN, BEGAN)).isZero();
  }

  @Test
  void eachSecondHasTheLatenciesOfWhatCompletedInIt() {
    timeline.completed(BEGAN + 10, 1_000);
    timeline.completed(BEGAN + 2 * SECOND + 10, 5_000);

    assertThat(timeline.seconds()).hasSize(3);
    assertThat(timeline.seconds().get(1).getTotalCount()).isZero();
    assertThat(timeline.seconds().get(2).getMaxValue()).isBetween(5_000L, 5_010L);
    assertThat(timeline.total().getTotalCount()).isEqualTo(2);
  }

  /** A record that was due long ago and came late counts with all the time that it waited. */
  @Test
  void latenessIsNotOmitted() {
    timeline.completed(BEGAN + 30 * SECOND, 30 * SECOND);

    assertThat(timeline.total().getValueAtPercentile(99))
        .isBetween(30 * SECOND, 30 * SECOND + 50_000);
  }

  @Test
  void whatHasNoDueTimeCountsWithoutALatency() {
    timeline.completed(BEGAN + 10);

    assertThat(timeline.total().getTotalCount()).isZero();
    assertThat(timeline.rate(BEGAN, BEGAN + SECOND)).isEqualTo(1);
  }
}
