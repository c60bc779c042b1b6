package dev.circleoftrust.production.agent;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.wire.MalformedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The MID Servers that production knows: rows of {@code ecc_agent}, put there by an administrator
 * or at a MID Server's first heartbeat. Safe for any number of threads; each call is a part of the
 * transaction that its thread is in.
 */
final class Agents {
  static final TableName TABLE = new TableName("ecc_agent");

  /** So many are known at most: heartbeats are not signed, and anybody might make names up. */
  static final int MAX_AGENTS = 10_000;

  private final TableStore store;

  Agents(TableStore store) {
    this.store = store;
  }

  /** Does several things as one transaction. */
  void atOnce(Runnable work) {
    var _ =
        store.inTransaction(() -> {
          work.run();
          return true;
        });
  }

  /** Every MID Server, in the order in which they became known. */
  List<Agent> all() {
    return store.query(TABLE, EncodedQuery.all(), MAX_AGENTS).stream()
        .map(Agent::of)
        .flatMap(Optional::stream)
        .toList();
  }

  Optional<Agent> find(AgentName name) {
    return find(Agent.sysIdOf(name));
  }

  Optional<Agent> find(SysId row) {
    return store.get(TABLE, row).flatMap(Agent::of);
  }

  /** A MID Server that becomes known; empty where there are too many already. */
  Optional<Agent> add(AgentName name) {
    if (store.count(TABLE, EncodedQuery.all()) >= MAX_AGENTS) {
      return Optional.empty();
    }
    return Agent.of(store.insert(unheard(name), "system"));
  }

  /** The row of a MID Server of which nothing was ever heard. */
  static GlideRecord unheard(AgentName name) {
    return new GlideRecord(
        TABLE,
        Agent.sysIdOf(name),
        Map.of(
            Agent.NAME, name.value(),
            Agent.STATUS, AgentStatus.DOWN.word(),
            Agent.VALIDATED, Validation.NO.word()));
  }

  /**
   * Changes fields of a MID Server's row, and leaves the others.
   *
   * @return the MID Server as it is known now
   * @throws IllegalStateException if another tool has removed it
   */
  Agent change(Agent agent, Map<String, String> changes, String user) {
    return store
        .update(TABLE, agent.row().sysId(), changes, user)
        .flatMap(Agent::of)
        .orElseThrow(() -> new IllegalStateException("%s is gone".formatted(agent.name())));
  }

  /**
   * Makes the rows of an older version of this program, whose sys_ids were random, known by name.
   */
  void adopt() {
    for (GlideRecord row : store.query(TABLE, EncodedQuery.all(), MAX_AGENTS)) {
      if (Agent.of(row).isEmpty()) {
        var _ = store.delete(TABLE, row.sysId());
        name(row).filter(name -> find(name).isEmpty()).ifPresent(this::add);
      }
    }
  }

  private static Optional<AgentName> name(GlideRecord row) {
    try {
      return Optional.of(AgentName.parse(row.value(Agent.NAME)));
    } catch (MalformedException _) {
      return Optional.empty();
    }
  }
}
