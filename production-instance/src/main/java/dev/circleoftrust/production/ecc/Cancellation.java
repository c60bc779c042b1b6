package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccQueue;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.production.lifecycle.RowStates;
import dev.circleoftrust.production.refusal.RefusalReason;
import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Calls rows off. One that has not left is cancelled at once; of one that has, its MID Server is
 * asked by a {@code CancelProbe}, and cancels it only where it has not begun: half an effect is
 * worse than one. Safe for any number of threads.
 */
public final class Cancellation {
  private static final String TOPIC = "CancelProbe";
  private static final TableName CLUSTERS = new TableName("ecc_agent_cluster");
  private static final TableName MEMBERS = new TableName("ecc_agent_cluster_member_m2m");

  private final EccMemory memory;
  private final Runnable dispatcher;

  /**
   * @param dispatcher is told after a row was added
   */
  Cancellation(EccMemory memory, Runnable dispatcher) {
    this.memory = memory;
    this.dispatcher = dispatcher;
  }

  /**
   * What became of it.
   *
   * @param row as it is now
   * @param probe the row that asks the MID Server, or the first of a cluster; empty where it had
   *     not left
   */
  @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
  public record Asked(GlideRecord row, Optional<SysId> probe) {}

  /**
   * Calls a row off. Asked a second time, the first {@code CancelProbe} stands, unless it failed.
   *
   * @param user who asks
   * @throws RefusedException if there is no such row, or it cannot be called off any more
   */
  public Asked cancel(SysId sysId, String user) throws RefusedException {
    Asked asked = memory.database().inTransaction(_ -> asked(sysId, user));
    dispatcher.run();
    return asked;
  }

  private Asked asked(SysId sysId, String user) throws RefusedException {
    GlideRecord row = output(sysId);
    if (memory.waiting().remove(sysId)) {
      memory.states().cancelled(row, "cancelled by %s before it left".formatted(user), null);
      return new Asked(memory.store().get(row.table(), sysId).orElse(row), Optional.empty());
    }
    Optional<SysId> earlier = memory.open().cancelProbe(sysId).filter(this::isUnderWay);
    return new Asked(row, Optional.of(earlier.isPresent() ? earlier.get() : ask(row, user)));
  }

  private GlideRecord output(SysId sysId) throws RefusedException {
    GlideRecord row =
        memory
            .store()
            .get(EccRecord.TABLE, sysId)
            .orElseThrow(() ->
                new RefusedException(
                    RefusalReason.NO_SUCH_RECORD, "No row of the ECC queue has this sys_id"));
    RefusedException.require(
        row.value(EccField.QUEUE.field()).equals(EccQueue.OUTPUT.word()),
        RefusalReason.WRONG_STATE,
        "This row is an input: it came from a MID Server, and only an output can be cancelled");
    RefusedException.require(
        !RowStates.isFinal(row),
        RefusalReason.WRONG_STATE,
        "This row is in state %s already: only one that is ready or processing can be cancelled"
            .formatted(row.value(EccField.STATE.field())));
    return row;
  }

  private boolean isUnderWay(SysId probe) {
    return memory
        .store()
        .get(EccRecord.TABLE, probe)
        .filter(row -> !RowStates.isFinal(row))
        .isPresent();
  }

  /** Asks whoever may have the row; of a cluster each member, for nobody knows which has it. */
  private SysId ask(GlideRecord row, String user) throws RefusedException {
    List<AgentName> holders = holders(row);
    RefusedException.require(
        !holders.isEmpty(),
        RefusalReason.WRONG_STATE,
        "No MID Server is known in the cluster that this row was sent to: wait until one is up");
    List<SysId> probes = holders.stream().map(holder -> probe(holder, row.sysId(), user)).toList();
    memory.open().calledOff(row.sysId(), probes.getFirst());
    return probes.getFirst();
  }

  private List<AgentName> holders(GlideRecord row) throws RefusedException {
    try {
      AgentName agent = AgentName.parseField(row.value(EccField.AGENT.field()));
      if (memory.store().find(CLUSTERS, "name", agent.value()).isEmpty()) {
        return List.of(agent);
      }
      var members = new ArrayList<AgentName>();
      for (GlideRecord member :
          memory.store().query(MEMBERS, EncodedQuery.where("cluster", agent.value()), 1_000)) {
        members.add(AgentName.parse(member.value("agent")));
      }
      return members;
    } catch (MalformedException e) {
      throw new RefusedException(
          RefusalReason.WRONG_STATE, "This row names no MID Server: " + e.fact());
    }
  }

  private SysId probe(AgentName agent, SysId row, String user) {
    var payload = new EccPayload(List.of(new Parameter("sys_id", row.value())));
    EccRecord probe =
        EccRecord.output(memory.store().newSysId(), agent, TOPIC, Priority.INTERACTIVE)
            .with(EccField.PAYLOAD, payload.encode());
    var _ = memory.store().insert(probe.toRecord(), user);
    memory.waiting().add(probe);
    return probe.sysId();
  }
}
