package dev.circleoftrust.simulator.load.figure;

import java.time.Duration;
import java.util.List;

/**
 * What a cluster would do that this machine cannot show: simulated, not measured.
 *
 * @param seed what chance was drawn from
 * @param work how long each row is worked on
 * @param limit how much longer than that p99 may be
 * @param points in their order
 */
public record SimulationResult(long seed, Duration work, Duration limit, List<Point> points) {
  public SimulationResult {
    points = List.copyOf(points);
  }

  /**
   * A cluster under one rate.
   *
   * @param members how many MID Servers
   * @param rate rows a second that come
   * @param p50 milliseconds from a row's coming to its result
   * @param p99 milliseconds
   * @param utilization the share of the threads that is busy
   * @param highest whether it is the highest rate that the limit allows
   */
  public record Point(
      int members, double rate, double p50, double p99, double utilization, boolean highest) {}
}
