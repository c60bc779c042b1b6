package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.production.agent.Gate;
import dev.circleoftrust.record.SysId;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves rows that wait for a MID Server that is down to its cluster, where another member takes
 * them. What has left stays the lost member's own: only it knows whether it ran.
 */
final class LostMembers {
  private static final Logger LOGGER = LoggerFactory.getLogger(LostMembers.class);

  private final EccMemory memory;
  private final Gate gate;

  LostMembers(EccMemory memory, Gate gate) {
    this.memory = memory;
    this.gate = gate;
  }

  /** Moves the oldest rows of each, {@code limit} at most, in the caller's transaction. */
  void moveRows(int limit) {
    for (AgentName agent : memory.waiting().awaited()) {
      gate.successor(agent).ifPresent(cluster -> move(agent, cluster, limit));
    }
  }

  private void move(AgentName lost, AgentName cluster, int limit) {
    List<SysId> rows = memory.waiting().movable(lost, limit);
    for (SysId row : rows) {
      memory.waiting().move(row, cluster);
      var _ =
          memory
              .store()
              .update(
                  EccRecord.TABLE,
                  row,
                  Map.of(
                      EccField.AGENT.field(), cluster.field(),
                      EccField.FROM_HOST.field(), lost.value()),
                  "system");
    }
    if (!rows.isEmpty()) {
      LOGGER
          .atInfo()
          .addKeyValue("rows", rows.size())
          .addKeyValue("lost", lost)
          .addKeyValue("cluster", cluster)
          .log("rows of a member that is down are moved to its cluster");
    }
  }
}
