package dev.circleoftrust.production.agent;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.runtime.http.Ruling;
import dev.circleoftrust.runtime.http.TableRule;
import dev.circleoftrust.wire.MalformedException;
import java.util.Set;

/**
 * The table {@code ecc_agent}: an administrator may make a MID Server known before it answers, and
 * forget one. All that production learns of it is production's own.
 */
final class AgentTable implements TableRule {
  private final Agents agents;
  private final Clusters clusters;
  private final Outputs outputs;
  private final Set<AgentName> channel;

  AgentTable(Agents agents, Clusters clusters, Outputs outputs, Set<AgentName> channel) {
    this.channel = Set.copyOf(channel);
    this.agents = agents;
    this.clusters = clusters;
    this.outputs = outputs;
  }

  @Override
  public Ruling insert(GlideRecord proposed, String user) {
    if (!Set.of(Agent.NAME).containsAll(proposed.fields().keySet())) {
      return refused("Only the name of a MID Server is written by hand", "read-only");
    }
    try {
      var name = AgentName.parse(proposed.value(Agent.NAME));
      if (channel.contains(name)) {
        return refused(
            "The channel of a load test feeds this MID Server, not the ECC queue", "name-taken");
      }
      if (clusters.isCluster(name)) {
        return refused("A cluster has this name: name the MID Server otherwise", "name-taken");
      }
      return new Ruling.Allowed(Agents.unheard(name));
    } catch (MalformedException e) {
      return new Ruling.Malformed("Not a MID Server: " + e.fact());
    }
  }

  @Override
  public Ruling update(GlideRecord before, GlideRecord after, String user) {
    return refused(
        "What production knows of a MID Server is not changed by hand: validate or invalidate it,"
            + " or add another name",
        "read-only");
  }

  @Override
  public Ruling delete(GlideRecord before, String user) {
    var agent = agents.find(before.sysId());
    if (agent.isPresent()) {
      if (outputs.holdRowsFor(agent.get().name())) {
        return refused("Rows of the ECC queue wait for this MID Server: cancel them", "rows-wait");
      }
      clusters.leave(agent.get().name());
    }
    return new Ruling.Allowed(before);
  }

  private static Ruling refused(String message, String reason) {
    return new Ruling.Refused(message, "reason: " + reason);
  }
}
