package dev.circleoftrust.simulator.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final List<String> CLIENTS = List.of("trusted", "production", "mid-1", "mid-2");
  private static final Duration LONG = Duration.ofMinutes(2);

  @Test
  void aSeedRepeatsIt() {
    assertThat(Schedule.of(42, LONG, CLIENTS)).isEqualTo(Schedule.of(42, LONG, CLIENTS));
    assertThat(Schedule.of(42, LONG, CLIENTS)).isNotEqualTo(Schedule.of(43, LONG, CLIENTS));
  }

  /** Else a printed seed would be worth nothing after the next change of a library. */
  @Test
  void aSeedMeansTheSameEverywhere() {
    assertThat(Schedule.of(1, Duration.ofSeconds(4), CLIENTS).faults())
        .extracting(fault -> fault.target() + " " + fault.kind() + " " + fault.at().toMillis())
        .startsWith("broker KILL 1000", "mid-1 FREEZE 2189");
  }

  @Test
  void everyFaultStrikesEveryProcessThatItCanBeforeAnyComesTwice() {
    List<String> struck =
        Schedule.of(7, LONG, CLIENTS).faults().stream()
            .map(fault -> fault.kind() + " " + fault.target())
            .toList();
    assertThat(struck.subList(0, 19)).doesNotHaveDuplicates();
    assertThat(struck)
        .contains("KILL broker", "STOP broker", "FREEZE broker")
        .contains("KILL trusted", "KILL production", "KILL mid-1", "KILL mid-2")
        .contains("CUT production", "STALL mid-2", "FREEZE mid-1");
  }

  @Test
  void aProcessIsStruckAgainOnlyWhenItCouldDoSomething() {
    for (long seed = 0; seed < 50; seed++) {
      var until = new HashMap<String, Duration>();
      for (Fault fault : Schedule.of(seed, LONG, CLIENTS).faults()) {
        assertThat(fault.at()).isGreaterThan(until.getOrDefault(fault.target(), Duration.ZERO));
        until.put(fault.target(), fault.until());
      }
    }
  }

  @Test
  void theyComeInOrderAndNoneAfterTheEnd() {
    Schedule schedule = Schedule.of(3, Duration.ofSeconds(20), CLIENTS);
    assertThat(schedule.faults().stream().map(Fault::at).collect(Collectors.toList())).isSorted();
    assertThat(schedule.faults()).allMatch(f -> f.at().compareTo(Duration.ofSeconds(20)) < 0);
    assertThat(schedule.faults()).hasSizeBetween(10, 30);
  }
}
