package dev.circleoftrust.production.agent;

import dev.circleoftrust.ecc.AgentName;
import java.util.Optional;
import java.util.Set;

/** Who can be given work. Safe for any number of threads. */
public final class Gate {
  private final Agents agents;
  private final Clusters clusters;
  private final Set<AgentName> channel;

  Gate(Agents agents, Clusters clusters, Set<AgentName> channel) {
    this.channel = Set.copyOf(channel);
    this.agents = agents;
    this.clusters = clusters;
  }

  /** Whether this is a MID Server or a cluster that production has heard of. */
  public boolean isKnown(AgentName name) {
    return agents.find(name).isPresent() || clusters.isCluster(name);
  }

  /** Whether the channel feeds who is called so, and the ECC queue never does. */
  public boolean isOfChannel(AgentName name) {
    return channel.contains(name);
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
