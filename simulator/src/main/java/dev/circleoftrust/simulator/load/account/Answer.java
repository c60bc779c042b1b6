package dev.circleoftrust.simulator.load.account;

import dev.circleoftrust.runtime.load.LoadRow;

/** What a MID Server told production in one ECC input, as far as a load test needs it. */
public sealed interface Answer {
  /**
   * The committed result of a row that ran.
   *
   * @param row which row, and when it was due
   */
  record Result(LoadRow row) implements Answer {}

  /**
   * A row was judged and did not run, or ran and failed.
   *
   * @param row which row
   * @param name the stable code of the refusal, or what the row is called where it failed
   */
  record Refused(LoadRow row, String name) implements Answer {}

  /**
   * Something was refused of which nothing shows that production sent it.
   *
   * @param place where it stood: topic/partition/offset
   * @param reason the stable code of the refusal
   */
  record RefusedAt(String place, String reason) implements Answer {}

  /**
   * What is no answer: a heartbeat, word that rows were taken.
   *
   * @param topic its ECC topic
   */
  record Unasked(String topic) implements Answer {}
}
