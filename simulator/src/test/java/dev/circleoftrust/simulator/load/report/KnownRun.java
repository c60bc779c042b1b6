package dev.circleoftrust.simulator.load.report;

import dev.circleoftrust.runtime.load.Mix;
import dev.circleoftrust.simulator.load.account.Account;
import dev.circleoftrust.simulator.load.measure.ChannelResult;
import dev.circleoftrust.simulator.load.measure.JobResult;
import dev.circleoftrust.simulator.load.measure.PartName;
import dev.circleoftrust.simulator.load.measure.PartResult;
import dev.circleoftrust.simulator.load.measure.Timeline;
import dev.circleoftrust.simulator.load.measure.Usage;
import dev.circleoftrust.simulator.load.option.LoadSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run of one round whose figures are known. */
public final class KnownRun {
  private static final int OFF = 1_000;
  private static final Usage NOTHING = new Usage(0, Map.of(), Map.of(), 0);

  private KnownRun() {}

  /**
   * What it came to.
   *
   * @param on records a second with Code Signing on, where they are 1,000 while off
   * @param problems of every part
   */
  public static Outcome outcome(int on, List<String> problems) {
    return outcome(OFF, on, problems);
  }

  /** The same with another number of records a second while off. */
  static Outcome outcome(int off, int on, List<String> problems) {
    var parts = new ArrayList<PartResult>();
    for (PartName.Place place : PartName.Place.values()) {
      for (PartName.Kind kind : List.of(PartName.Kind.CAPACITY, PartName.Kind.HALF)) {
        parts.add(part(new PartName(1, place, kind), off, on, problems));
      }
    }
    var settings =
        new LoadSettings(
            new LoadSettings.Traffic(
                new LoadSettings.Amount(0, Duration.ofSeconds(1)),
                300,
                0,
                Mix.DEFAULT,
                new LoadSettings.Spoiled(0, 42)),
            new LoadSettings.Topology(
                1,
                1,
                LoadSettings.Threads.DEFAULT,
                new LoadSettings.Wire("ed25519", "lz4"),
                Optional.empty()),
            new LoadSettings.Course(
                LoadSettings.Pipeline.CHANNEL, 1, 100, Optional.empty(), Duration.ZERO),
            Optional.empty(),
            false);
    return new Outcome(
        settings,
        new Surroundings(Surroundings.Machine.here(), List.of(), "unknown", 0, 9_000_000),
        new Outcome.Measured(
            Optional.of(new ChannelResult(parts, List.of(new JobResult(true, true, 1, 2)))),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty()),
        List.of(NOTHING, NOTHING),
        new Outcome.Notes(List.of(), List.of()));
  }

  static PartResult part(PartName name, int off, int on, List<String> problems) {
    var timeline = new Timeline(0);
    int count = name.isOn() ? on : off;
    for (int i = 0; i < count; i++) {
      timeline.completed(1_000_000L * i / count, 2_000);
    }
    return new PartResult(
        name,
        new PartResult.Timing(0, 0, 1_000_000, name.kind() == PartName.Kind.HALF ? count : 0),
        new PartResult.Flow(timeline, 1, new PartResult.Waiting(0, 1)),
        new PartResult.Effort(NOTHING, NOTHING, 0),
        new Account(count, count, Map.of(), Map.of(), 0, 0, 0, 0, problems));
  }
}
