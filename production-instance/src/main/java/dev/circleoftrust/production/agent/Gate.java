package dev.circleoftrust.production.agent;

import dev.circleoftrust.ecc.AgentName;
import java.util.Optional;

/** Who can be given work. Safe for any number of threads. */
public final class Gate {
  private final Agents agents;
  private final Clusters clusters;

  Gate(Agents agents, Clusters clusters) {
    this.agents = agents;
    this.clusters = clusters;
  }

  /** Whether this is a MID Server or a cluster that production has heard of. */
  public boolean isKnown(AgentName name) {
    return agents.find(name).isPresent() || clusters.isCluster(name);
  }

  /** Whether this is a cluster's name. */
  public boolean isCluster(AgentName name) {
    return clusters.isCluster(name);
  }

  /** True for a MID Server that is up and validated, and for a cluster that has one. */
  public boolean isOpen(AgentName name) {
    return agents.find(name).map(Agent::isWorkable).orElseGet(() -> clusters.isWorkable(name));
  }

  /**
   * Who takes the rows that wait for a MID Server: its cluster, where it is down and another member
   * is workable.
   */
  public Optional<AgentName> successor(AgentName name) {
    return agents
        .find(name)
        .filter(agent -> agent.status() == AgentStatus.DOWN && !agent.cluster().isEmpty())
        .map(agent -> new AgentName(agent.cluster()))
        .filter(clusters::isWorkable);
  }
}
