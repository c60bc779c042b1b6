package dev.circleoftrust.production.agent;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clusters that MID Servers say they are in: {@code ecc_agent_cluster}, and who is in which,
 * {@code ecc_agent_cluster_member_m2m}. A name belongs to a MID Server or to a cluster, never to
 * both: whoever had it first keeps it. Safe for any number of threads; each call is a part of the
 * transaction that its thread is in.
 */
final class Clusters {
  static final TableName TABLE = new TableName("ecc_agent_cluster");
  static final TableName MEMBERS = new TableName("ecc_agent_cluster_member_m2m");

  private static final Logger LOGGER = LoggerFactory.getLogger(Clusters.class);
  private static final String TYPE = "cluster_type";
  private static final String CLUSTER = "cluster";
  private static final String AGENT = "agent";

  private final TableStore store;
  private final Agents agents;

  Clusters(TableStore store, Agents agents) {
    this.store = store;
    this.agents = agents;
  }

  /** Whether a name is a cluster's. */
  boolean isCluster(AgentName name) {
    return store.get(TABLE, clusterId(name)).isPresent();
  }

  /** Whether somebody in it can be given work. */
  boolean isWorkable(AgentName cluster) {
    return members(cluster).stream().anyMatch(Agent::isWorkable);
  }

  /** Whether nobody in it lives. */
  boolean isDown(AgentName cluster) {
    return members(cluster).stream().allMatch(agent -> agent.status() == AgentStatus.DOWN);
  }

  /** Who is in it now. */
  List<Agent> members(AgentName cluster) {
    var query = EncodedQuery.where(CLUSTER, cluster.value());
    return store.query(MEMBERS, query, Agents.MAX_AGENTS).stream()
        .map(row -> agents.find(Agent.sysIdOf(new AgentName(row.value(AGENT)))))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Keeps what a MID Server says of its cluster.
   *
   * @return the name of its cluster; empty where it is in none
   */
  String learn(
      AgentName agent,
      @SuppressWarnings("OptionalUsedAsFieldOrParameterType") Optional<Membership> said) {
    Optional<Membership> membership = said.filter(place -> isFree(agent, place.cluster()));
    if (membership.isEmpty()) {
      leave(agent);
      return "";
    }
    Membership place = membership.get();
    String cluster = place.cluster().value();
    keep(TABLE, clusterId(place.cluster()), Map.of("name", cluster, TYPE, place.type().label()));
    keep(
        MEMBERS,
        memberId(agent),
        Map.of(CLUSTER, cluster, AGENT, agent.value(), "order", Integer.toString(place.order())));
    return cluster;
  }

  /** Forgets in which cluster a MID Server was; the cluster stays. */
  void leave(AgentName agent) {
    var _ = store.delete(MEMBERS, memberId(agent));
  }

  private boolean isFree(AgentName agent, AgentName cluster) {
    boolean free = agents.find(cluster).isEmpty();
    if (!free) {
      LOGGER
          .atWarn()
          .addKeyValue("agent", agent)
          .addKeyValue("cluster", cluster)
          .log("a cluster cannot have the name of a MID Server: it is not known");
    }
    return free;
  }

  /** Writes only what differs: heartbeats come each minute. */
  private void keep(TableName table, SysId sysId, Map<String, String> fields) {
    Optional<GlideRecord> known = store.get(table, sysId);
    if (known.isEmpty()) {
      var _ = store.insert(new GlideRecord(table, sysId, fields), "system");
    } else if (!fields.entrySet().stream()
        .allMatch(field -> known.get().value(field.getKey()).equals(field.getValue()))) {
      var _ = store.update(table, sysId, fields, "system");
    }
  }

  private static SysId clusterId(AgentName cluster) {
    return derived("cot-cluster-v1 " + cluster);
  }

  /** A MID Server is in one cluster at most. */
  private static SysId memberId(AgentName agent) {
    return derived("cot-cluster-member-v1 " + agent);
  }

  private static SysId derived(String name) {
    return SysId.of(Digest.of(Bytes.ofUtf8(name)).value().slice(0, SysId.SIZE));
  }
}
