package dev.circleoftrust.production.agent;

import dev.circleoftrust.ecc.AgentName;
import java.util.HashMap;
import java.util.Map;

/** Changes the status of MID Servers, and tells whoever has to know. */
final class StatusChanges {
  private static final String CLUSTER_DOWN = "mid_server.cluster.down";

  private final Agents agents;
  private final Clusters clusters;
  private final Events events;
  private final Outputs outputs;

  StatusChanges(Agents agents, Clusters clusters, Events events, Outputs outputs) {
    this.agents = agents;
    this.clusters = clusters;
    this.events = events;
    this.outputs = outputs;
  }

  /**
   * Gives a MID Server a status, and changes other fields of its row with it.
   *
   * @param why for a person
   */
  Agent to(AgentStatus status, Agent before, Map<String, String> others, String why) {
    var changes = new HashMap<>(others);
    changes.put(Agent.STATUS, status.word());
    Agent after = agents.change(before, changes, "system");
    if (status != before.status()) {
      events.happened(status.event(), after.name(), why);
      if (status == AgentStatus.DOWN) {
        downWithItsCluster(after);
      }
    }
    if (after.isWorkable() || status == AgentStatus.DOWN) {
      outputs.look(); // what waited may leave, or may be moved to its cluster
    }
    return after;
  }

  /** Holds a MID Server for down, unless it is already, or was removed meanwhile. */
  void down(AgentName name, String why) {
    agents.atOnce(() -> {
      agents
          .find(name)
          .filter(agent -> agent.status() != AgentStatus.DOWN)
          .ifPresent(agent -> {
            var _ = to(AgentStatus.DOWN, agent, Map.of(), why);
          });
    });
  }

  private void downWithItsCluster(Agent agent) {
    if (!agent.cluster().isEmpty()) {
      var cluster = new AgentName(agent.cluster());
      if (clusters.isDown(cluster)) {
        events.happened(
            CLUSTER_DOWN, cluster, "its last member, %s, is down".formatted(agent.name()));
      }
    }
  }
}
