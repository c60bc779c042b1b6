package dev.circleoftrust.simulator.load.queue;

import dev.circleoftrust.simulator.load.figure.SimulationResult;
import dev.circleoftrust.simulator.load.option.LoadSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Simulates clusters of more members than this machine can run. */
public final class Simulation {
  private static final int[] MEMBERS = {1, 2, 3, 4, 6, 8};
  private static final double[] SHARES = {0.5, 1.0, 1.1};
  private static final Duration USUAL_WORK = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofMillis(100);

  private final ClusterModel model;
  private final Duration limit;

  /** Of MID Servers as they are asked for. */
  public Simulation(LoadSettings settings) {
    Duration work = settings.course().work();
    this.model =
        new ClusterModel(
            work.isZero() ? USUAL_WORK : work,
            settings.topology().threads(),
            settings.traffic().mix(),
            settings.traffic().spoiled().seed());
    this.limit = settings.course().sweep().map(LoadSettings.Sweep::limit).orElse(LIMIT);
  }

  /** What it rests on. */
  public List<String> assumptions() {
    return model.assumptions();
  }

  /** Each number of members at half of the highest rate, at it, and beyond it. */
  public SimulationResult run() {
    var points = new ArrayList<SimulationResult.Point>();
    for (int members : MEMBERS) {
      double highest = model.highestRate(members, limit);
      for (double share : SHARES) {
        ClusterModel.Outcome outcome = model.at(members, share * highest);
        points.add(
            new SimulationResult.Point(
                members,
                share * highest,
                outcome.p50(),
                outcome.p99(),
                outcome.utilization(),
                share == 1.0));
      }
    }
    return new SimulationResult(model.seed(), model.work(), limit, points);
  }
}
