package dev.circleoftrust.simulator.storm;

import java.time.Duration;

/**
 * One fault of a schedule.
 *
 * @param at when it strikes, since the beginning
 * @param kind what happens
 * @param target the process that it happens to
 * @param lasting how long, until what was stopped is started again or what was cut is whole
 */
public record Fault(Duration at, Kind kind, String target, Duration lasting) {
  /** What can happen to a process. */
  public enum Kind {
    /** SIGKILL, and a new process on the same folder. */
    KILL("kill -9"),
    /** The end that it is asked for, and a new process on the same folder. */
    STOP("stopped"),
    /** SIGSTOP and SIGCONT: it holds all that it holds, and does nothing. */
    FREEZE("frozen"),
    /** Its connections to the broker are reset, and no new one comes about. */
    CUT("cut off"),
    /** Its connections to the broker stand, and nothing passes. */
    STALL("stalled");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** What a person calls it. */
    public String word() {
      return word;
    }
  }

  /** When it is over. */
  public Duration until() {
    return at.plus(lasting);
  }
}
