package dev.circleoftrust.simulator.load.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.simulator.load.account.Account;
import dev.circleoftrust.simulator.load.measure.ChannelResult;
import dev.circleoftrust.simulator.load.measure.PartName;
import dev.circleoftrust.simulator.load.measure.PartResult;
import dev.circleoftrust.simulator.load.measure.Timeline;
import dev.circleoftrust.simulator.load.measure.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryTest {
  private static final int MILLION = 1_000_000;

  @Test
  void itIsFlatWhereTheSecondHalfNeedsNoMoreThanTheFirst() {
    assertThat(aim(run(6 * MILLION, 500, 540)))
        .hasValueSatisfying(aim -> assertThat(aim.met()).isTrue());
    assertThat(aim(run(6 * MILLION, 500, 560)))
        .hasValueSatisfying(aim -> assertThat(aim.met()).isFalse());
  }

  @Test
  void ofFewRecordsNothingIsConcluded() {
    assertThat(aim(run(MILLION, 500, 5_000))).isEmpty();
  }

  @Test
  void whereTheSystemDoesNotTellThereIsNoRow() {
    assertThat(Memory.of(run(6 * MILLION, 0, 0), List.of("load-1"))).isEmpty();
    assertThat(Memory.of(new ChannelResult(List.of(), List.of()), List.of("load-1"))).isEmpty();
  }

  private static Optional<Compared.Aim> aim(ChannelResult run) {
    return Memory.of(run, List.of("load-1")).getFirst().aim();
  }

  private static ChannelResult run(long eachPart, long early, long late) {
    return new ChannelResult(
        List.of(
            part(PartName.Place.BEFORE, eachPart, early), part(PartName.Place.ON, eachPart, late)),
        List.of());
  }

  private static PartResult part(PartName.Place place, long made, long rss) {
    var used = new Usage(0, Map.of("load-1", 0L), Map.of("load-1", rss), 0);
    return new PartResult(
        new PartName(1, place, PartName.Kind.CAPACITY),
        new PartResult.Timing(0, 0, 1, 0),
        new PartResult.Flow(new Timeline(0), 0, new PartResult.Waiting(0, 0)),
        new PartResult.Effort(used, used, 0),
        new Account(made, made, Map.of(), Map.of(), 0, 0, 0, 0, List.of()));
  }
}
