package dev.circleoftrust.production.agent;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.ResultPayload;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.MalformedException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a MID Server says of itself, unasked or as an answer.
 *
 * @param agent who
 * @param status what {@code mid_operational_state} comes to
 * @param state {@code mid_operational_state} itself
 * @param version of its program; empty where it does not say
 * @param started when it started, as {@link GlideTime} writes it; empty where it does not say
 * @param membership its cluster
 * @param answered the row that asked; empty where nobody did
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
record Heartbeat(
    AgentName agent,
    AgentStatus status,
    String state,
    String version,
    String started,
    Optional<Membership> membership,
    Optional<SysId> answered) {
  /** The topic of heartbeats, and of the outputs that ask for one. */
  static final String TOPIC = "HeartbeatProbe";

  private static final int MAX_VERSION_LENGTH = 40;

  /** Reads an input with the topic {@link #TOPIC}. */
  static Heartbeat parse(EccRecord input) throws MalformedException {
    Map<String, String> said = new HashMap<>();
    for (Parameter parameter : ResultPayload.parse(input.payload()).parameters()) {
      said.putIfAbsent(parameter.name(), parameter.value()); // what the row said is told back last
    }
    String state = said.getOrDefault("mid_operational_state", "");
    String version = said.getOrDefault("version", "");
    String started = said.getOrDefault("started_at", "");
    if (version.length() > MAX_VERSION_LENGTH) {
      throw new MalformedException("a version of more than 40 characters");
    }
    if (!started.isEmpty()) {
      var _ = GlideTime.parse(started);
    }
    return new Heartbeat(
        input.agent(),
        status(state),
        state,
        version,
        started,
        membership(said),
        input.responseTo());
  }

  private static AgentStatus status(String state) throws MalformedException {
    return switch (state) {
      case "up" -> AgentStatus.UP;
      case "paused" -> AgentStatus.PAUSED;
      case "draining", "stopped" -> AgentStatus.DOWN;
      default ->
          throw new MalformedException(
              "a mid_operational_state that is not up, paused, draining or stopped");
    };
  }

  private static Optional<Membership> membership(Map<String, String> said)
      throws MalformedException {
    String cluster = said.getOrDefault("cluster", "");
    return cluster.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Membership.parse(
                cluster,
                said.getOrDefault("cluster_type", ""),
                said.getOrDefault("cluster_order", "")));
  }
}
