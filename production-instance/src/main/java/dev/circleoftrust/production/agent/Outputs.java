package dev.circleoftrust.production.agent;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.record.SysId;

/** The ECC queue's way out, as far as the MID Servers' own state needs it. */
public interface Outputs {
  /**
   * Puts a {@code HeartbeatProbe} of the highest priority in line; it leaves once the caller's
   * transaction is committed, whatever is known of the MID Server.
   *
   * @return the row that asks
   */
  SysId askForHeartbeat(AgentName agent);

  /** Whether a row has left production, or will never. */
  boolean hasLeft(SysId row);

  /** Whether rows wait until this MID Server, or cluster, is workable. */
  boolean holdRowsFor(AgentName agent);

  /** Says that rows which waited may leave now. */
  void look();
}
