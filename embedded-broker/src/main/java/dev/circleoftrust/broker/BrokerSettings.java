package dev.circleoftrust.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What Kafka is told: one process that is broker and controller, small and quick to come back. */
final class BrokerSettings {
  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final Map<String, String> FIXED =
      Map.ofEntries(
          Map.entry("process.roles", "broker,controller"),
          Map.entry("node.id", Integer.toString(NODE_ID)),
          Map.entry("controller.listener.names", CONTROLLER_LISTENER),
          Map.entry("inter.broker.listener.name", "CLIENT"),
          Map.entry("auto.create.topics.enable", "false"),
          Map.entry("num.partitions", "4"),
          // One node holds the only replica of everything.
          Map.entry("default.replication.factor", "1"),
          Map.entry("min.insync.replicas", "1"),
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("offsets.topic.num.partitions", "4"),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry("transaction.state.log.num.partitions", "4"),
          Map.entry("share.coordinator.state.topic.replication.factor", "1"),
          Map.entry("share.coordinator.state.topic.min.isr", "1"),
          Map.entry("share.coordinator.state.topic.num.partitions", "4"),
          // A transaction that a killed process left open hides what follows it until it is
          // aborted.
          Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
          Map.entry("num.network.threads", "2"),
          Map.entry("num.io.threads", "4"),
          Map.entry("background.threads", "2"),
          Map.entry("log.cleaner.dedupe.buffer.size", "16777216"),
          // Back in 4 s instead of 13 s after a kill.
          Map.entry("broker.session.timeout.ms", "2000"),
          Map.entry("broker.heartbeat.interval.ms", "250"),
          // A group is balanced in 1 s instead of 5 s.
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          Map.entry("group.consumer.min.heartbeat.interval.ms", "500"),
          Map.entry("group.consumer.heartbeat.interval.ms", "500"),
          Map.entry("group.share.min.heartbeat.interval.ms", "500"),
          Map.entry("group.share.heartbeat.interval.ms", "500"));

  private BrokerSettings() {}

  static Properties of(BrokerFolder folder, BrokerPorts ports, List<Detour> detours) {
    String controller = "127.0.0.1:" + ports.controller();
    var listeners = new ArrayList<>(List.of("CLIENT://127.0.0.1:" + ports.client()));
    var advertised = new ArrayList<>(listeners);
    var protocols =
        new ArrayList<>(List.of("CLIENT:PLAINTEXT", CONTROLLER_LISTENER + ":PLAINTEXT"));
    for (Detour detour : detours) {
      listeners.add("%s://127.0.0.1:%d".formatted(detour.name(), detour.listen()));
      advertised.add("%s://127.0.0.1:%d".formatted(detour.name(), detour.advertised()));
      protocols.add(detour.name() + ":PLAINTEXT");
    }
    listeners.add(CONTROLLER_LISTENER + "://" + controller);
    var settings = new Properties();
    settings.putAll(FIXED);
    settings.put("log.dirs", folder.logs().toString());
    settings.put("listeners", String.join(",", listeners));
    settings.put("advertised.listeners", String.join(",", advertised));
    settings.put("listener.security.protocol.map", String.join(",", protocols));
    settings.put("controller.quorum.voters", NODE_ID + "@" + controller);
    return settings;
  }
}
