package dev.circleoftrust.simulator.load.measure;

import dev.circleoftrust.simulator.load.account.Account;

/**
 * What one part of the queue came to.
 *
 * @param name which
 * @param timing when
 * @param flow what went through
 * @param effort what that took
 * @param account what became of every row
 */
public record QueuePart(
    Name name, PartResult.Timing timing, Flow flow, PartResult.Effort effort, Account account) {
  private static final double MICROS_A_SECOND = 1e6;

  /**
   * Which part.
   *
   * @param id its name in reports
   * @param on whether Code Signing was on
   * @param place before, on or after; scaling where only members were added
   * @param members how many MID Servers shared the rows
   * @param counted whether its figures count
   */
  public record Name(String id, boolean on, String place, int members, boolean counted) {}

  /**
   * What went through.
   *
   * @param timeline results as they were committed, from when the row was due
   * @param busy how often production answered 429
   * @param resent refusals after which production sent a row again by itself
   * @param writtenBack when every row was seen in its last state in ecc_queue, in microseconds
   *     since 1970
   */
  public record Flow(Timeline timeline, long busy, long resent, long writtenBack) {}

  /** Rows a second from the first insert until the last result was seen written back. */
  public double rate() {
    return account.made() * MICROS_A_SECOND / Math.max(1, flow.writtenBack() - timing.began());
  }

  /** Rows a second that were inserted. */
  public double inserts() {
    return account.made() * MICROS_A_SECOND / Math.max(1, timing.stopped() - timing.began());
  }
}
