package dev.circleoftrust.simulator.load.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.simulator.load.measure.PartName;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void aRoundIsOffOnOffWithAJobAtEachChangeFirstAtCapacityThenAtAFixedRate() {
    List<String> steps = Schedule.of(1).steps().stream().map(ScheduleTest::word).toList();

    assertThat(steps)
        .containsExactly(
            "warmup-off-before-capacity",
            "turn on",
            "warmup-on-capacity",
            "turn off",
            "r1-off-before-capacity",
            "turn on",
            "r1-on-capacity",
            "turn off",
            "r1-off-after-capacity",
            "r1-off-before-half",
            "turn on",
            "r1-on-half",
            "turn off",
            "r1-off-after-half");
  }

  /** Turning on what is on would be refused, and a part would bear the wrong name. */
  @Test
  void codeSigningIsAsThePartNamesIt() {
    boolean on = false;
    for (Schedule.Step step : Schedule.of(3).steps()) {
      switch (step) {
        case Schedule.Step.Part(var name) -> assertThat(name.isOn()).isEqualTo(on);
        case Schedule.Step.Job(boolean next, _) -> {
          assertThat(next).isNotEqualTo(on);
          on = next;
        }
      }
    }
    assertThat(on).isFalse();
  }

  @Test
  void everyPartIsMeasuredOnceAndEachRoundBeginsWithTheEndOfTheLast() {
    List<PartName> names =
        Schedule.of(3).steps().stream()
            .filter(Schedule.Step.Part.class::isInstance)
            .map(step -> ((Schedule.Step.Part) step).name())
            .filter(PartName::counted)
            .toList();

    assertThat(names).hasSize(14).doesNotHaveDuplicates();
    assertThat(names.stream().map(PartName::id)).doesNotHaveDuplicates();
  }

  private static String word(Schedule.Step step) {
    return switch (step) {
      case Schedule.Step.Part(var name) -> name.id();
      case Schedule.Step.Job(boolean on, _) -> on ? "turn on" : "turn off";
    };
  }
}
