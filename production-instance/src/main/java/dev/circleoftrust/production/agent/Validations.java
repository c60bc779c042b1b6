package dev.circleoftrust.production.agent;

import dev.circleoftrust.production.refusal.RefusalReason;
import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.TableStore;
import java.util.Map;

/**
 * <i>Validate</i> and <i>Invalidate</i>. A MID Server that a person wants to be given work is asked
 * for a heartbeat, and is validated once it has answered: it reads the topics that bear its name.
 * Safe for any number of threads.
 */
public final class Validations {
  private final TableStore store;
  private final Agents agents;
  private final AgentProperties properties;
  private final Outputs outputs;

  Validations(TableStore store, Agents agents, AgentProperties properties, Outputs outputs) {
    this.store = store;
    this.agents = agents;
    this.properties = properties;
    this.outputs = outputs;
  }

  /**
   * Begins to validate; one that is validated already stays so.
   *
   * @return the row of {@code ecc_agent} as it is now
   * @throws RefusedException if there is none of that sys_id
   */
  public GlideRecord validate(SysId row, String user) throws RefusedException {
    return store.<GlideRecord, RefusedException>inTransaction(() -> {
      Agent agent = required(row);
      return (agent.validated() == Validation.YES ? agent : begin(agent, user)).row();
    });
  }

  /**
   * Gives it no more work, until somebody validates it again; what was sent stays its own.
   *
   * @return the row of {@code ecc_agent} as it is now
   * @throws RefusedException if there is none of that sys_id
   */
  public GlideRecord invalidate(SysId row, String user) throws RefusedException {
    return store.<GlideRecord, RefusedException>inTransaction(() ->
        agents
            .change(
                required(row),
                Map.of(Agent.VALIDATED, Validation.NO.word(), Agent.VALIDATION_PROBE, ""),
                user)
            .row());
  }

  /** Asks for a heartbeat; also where one was asked for that did not come. */
  Agent begin(Agent agent, String user) {
    SysId probe = outputs.askForHeartbeat(agent.name());
    return agents.change(
        agent,
        Map.of(
            Agent.VALIDATED, Validation.VALIDATING.word(), Agent.VALIDATION_PROBE, probe.value()),
        user);
  }

  /**
   * Whether one that checks in is validated though nobody does it by hand: once, the first time.
   */
  boolean isDueByItself(Agent agent) {
    return agent.validated() == Validation.NO
        && !agent.hasEverCheckedIn()
        && properties.validatesByItself(agent.name());
  }

  /** Whether the heartbeat answers what {@link #begin} asked. */
  static boolean isAnswered(Agent agent, Heartbeat beat) {
    return agent.validated() == Validation.VALIDATING
        && beat.answered()
            .filter(row -> row.value().equals(agent.row().value(Agent.VALIDATION_PROBE)))
            .isPresent();
  }

  private Agent required(SysId row) throws RefusedException {
    return agents
        .find(row)
        .orElseThrow(() ->
            new RefusedException(
                RefusalReason.NO_SUCH_RECORD,
                "There is no such MID Server: ecc_agent lists those that are known"));
  }
}
