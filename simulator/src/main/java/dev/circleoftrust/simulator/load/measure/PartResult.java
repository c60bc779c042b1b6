package dev.circleoftrust.simulator.load.measure;

import dev.circleoftrust.simulator.load.account.Account;

/**
 * What one part came to.
 *
 * @param name which
 * @param timing when
 * @param flow what went through
 * @param effort what that took
 * @param account what became of every record
 */
public record PartResult(PartName name, Timing timing, Flow flow, Effort effort, Account account) {
  private static final double MICROS_A_SECOND = 1e6;
  private static final long SHORTEST = 200_000;

  /**
   * When, in microseconds since 1970.
   *
   * @param began when records began to be made
   * @param steady from when on throughput and effort count
   * @param stopped when no more were made
   * @param targetRate records a second that were due; 0 in a closed loop
   */
  public record Timing(long began, long steady, long stopped, double targetRate) {
    /** How long records were made, in seconds. */
    public double seconds() {
      return (stopped - began) / MICROS_A_SECOND;
    }
  }

  /**
   * What went through.
   *
   * @param timeline what completed when, and how late
   * @param wireBytes that production's Kafka client sent
   * @param waiting where records waited
   */
  public record Flow(Timeline timeline, long wireBytes, Waiting waiting) {}

  /**
   * Where records waited while they were made: medians.
   *
   * @param unacknowledged made, and not acknowledged by the broker
   * @param unread acknowledged, and not answered by a MID Server
   */
  public record Waiting(long unacknowledged, long unread) {}

  /**
   * What it took.
   *
   * @param before what had been used when throughput began to count
   * @param after what had been used when no more records were made
   * @param readerCores how busy the thread was that read the answers
   */
  public record Effort(Usage before, Usage after, double readerCores) {}

  /**
   * Records that completed a second, while their number counted; in a part that was over too soon
   * for that, from its beginning to its end.
   */
  public double rate() {
    return timing.stopped() - timing.steady() < SHORTEST
        ? flow.timeline().rate(timing.began(), timing.stopped() + SHORTEST)
        : flow.timeline().rate(timing.steady(), timing.stopped());
  }

  /** The same part with what was found about it later. */
  public PartResult with(Account found) {
    return new PartResult(name, timing, flow, effort, found);
  }
}
