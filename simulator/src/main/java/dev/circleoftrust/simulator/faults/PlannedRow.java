package dev.circleoftrust.simulator.faults;

import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.record.SysId;
import java.time.Duration;

/**
 * One row of the stream.
 *
 * @param at when it is inserted, since the beginning
 * @param sysId its identity, chosen beforehand so that a lost answer leaves no doubt which it was
 * @param kind what it asks for
 * @param agent the MID Server or cluster
 * @param priority how urgent it is
 */
record PlannedRow(Duration at, SysId sysId, RowKind kind, String agent, Priority priority) {
  /** Its identity as text. */
  String id() {
    return sysId.value();
  }
}
