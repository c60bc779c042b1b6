package dev.circleoftrust.production.agent;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.record.SysId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * <i>MID Server Monitor</i>: asks every MID Server for a heartbeat, again and again, and holds one
 * for down that was asked and has not said a word since.
 *
 * <p>What it asked it keeps in memory only: after a restart production asks everybody anew, and
 * holds nobody for down before it has listened for a whole interval. {@link #heard} may be called
 * by any thread; the rest is for one.
 */
public final class Monitor {
  private final Agents agents;
  private final AgentProperties properties;
  private final StatusChanges changes;
  private final Outputs outputs;
  private final InstantSource clock;
  private final Map<AgentName, Asked> asked = new HashMap<>();
  private final Map<AgentName, Instant> words = new ConcurrentHashMap<>();

  /**
   * A question.
   *
   * @param row the row of the ECC queue
   * @param at when it was put in line
   * @param left when it was seen to have left production; null while it has not
   */
  private record Asked(SysId row, Instant at, @Nullable Instant left) {}

  Monitor(
      Agents agents,
      AgentProperties properties,
      StatusChanges changes,
      Outputs outputs,
      InstantSource clock) {
    this.agents = agents;
    this.properties = properties;
    this.changes = changes;
    this.outputs = outputs;
    this.clock = clock;
  }

  /** Notes that a MID Server has said something, whatever it was. */
  void heard(AgentName agent) {
    if (words.size() < Agents.MAX_AGENTS || words.containsKey(agent)) {
      words.put(agent, clock.instant());
    }
  }

  /**
   * Asks whom it is time to ask, and judges those who did not answer. One that did not is asked no
   * more until it says something: it does by itself when it is back.
   *
   * @return how many MID Servers are known
   */
  public int look() {
    Instant now = clock.instant();
    Duration interval = properties.heartbeatInterval();
    List<Agent> known = agents.all();
    asked.keySet().retainAll(known.stream().map(Agent::name).collect(Collectors.toSet()));
    for (Agent agent : known) {
      Asked question = asked.get(agent.name());
      if (question == null) {
        ask(agent, now);
      } else if (question.left() == null) {
        watchItLeave(agent, question, now);
      } else if (now.isBefore(question.left())) {
        ask(agent, now); // the clock was set back: who spoke since then cannot be told
      } else if (!now.isBefore(question.left().plus(interval))) {
        judge(agent, question, now);
      }
    }
    return known.size();
  }

  private void ask(Agent agent, Instant now) {
    asked.put(agent.name(), new Asked(outputs.askForHeartbeat(agent.name()), now, null));
  }

  /** While the broker is away nobody can answer: the interval begins when the question has left. */
  private void watchItLeave(Agent agent, Asked question, Instant now) {
    if (outputs.hasLeft(question.row())) {
      asked.put(agent.name(), new Asked(question.row(), question.at(), now));
    }
  }

  private void judge(Agent agent, Asked question, Instant now) {
    Instant word = words.getOrDefault(agent.name(), Instant.MIN);
    if (!word.isBefore(question.at())) {
      ask(agent, now);
    } else if (agent.status() != AgentStatus.DOWN) {
      changes.down(
          agent.name(),
          "no word since %s, when it was asked for a heartbeat (%s)"
              .formatted(GlideTime.format(question.at()), question.row()));
    }
  }
}
