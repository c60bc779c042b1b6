package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.production.agent.Outputs;
import dev.circleoftrust.record.SysId;
import java.util.concurrent.Semaphore;

/**
 * The ECC queue's way out, for what looks after MID Servers.
 *
 * @param memory the queue
 * @param rowsCame the dispatcher waits for it; released inside a transaction it does no harm, for
 *     the dispatcher's own begins only after that
 */
record QueuedOutputs(EccMemory memory, Semaphore rowsCame) implements Outputs {
  /** The topic of questions for a heartbeat, and of heartbeats. */
  static final String HEARTBEAT = "HeartbeatProbe";

  @Override
  public SysId askForHeartbeat(AgentName agent) {
    EccRecord row =
        EccRecord.output(memory.store().newSysId(), agent, HEARTBEAT, Priority.INTERACTIVE);
    SysId asked =
        memory
            .database()
            .inTransaction(_ -> {
              memory.waiting().add(row);
              return memory.store().insert(row.toRecord(), "system").sysId();
            });
    look();
    return asked;
  }

  @Override
  public boolean hasLeft(SysId row) {
    return memory.database().read(_ -> !memory.waiting().holds(row) && !memory.outbox().holds(row));
  }

  @Override
  public boolean holdRowsFor(AgentName agent) {
    return memory.waiting().awaited().contains(agent);
  }

  @Override
  public void look() {
    rowsCame.release();
  }
}
