package dev.circleoftrust.broker;

import java.nio.file.Path;
import java.util.List;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A running Apache Kafka broker inside this process, reachable from this machine only, without any
 * authentication.
 *
 * <p>What was acknowledged is still there when a broker is started on the same folder again. Close
 * the clients before the broker, and the broker before its folder is deleted. Thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private final KafkaRaftServer server;
  private final BrokerPorts ports;

  private EmbeddedBroker(KafkaRaftServer server, BrokerPorts ports) {
    this.server = server;
    this.ports = ports;
  }

  /**
   * Starts a broker and waits until it serves, at most a minute. A fault of Kafka, which would
   * otherwise end the process, no longer does.
   *
   * @param folder made if it is missing
   * @throws BrokerStartException if it does not start; it is shut down then
   */
  public static EmbeddedBroker start(Path folder, BrokerPorts ports) {
    KafkaExit.survive();
    return start(BrokerFolder.of(folder), ports, List.of());
  }

  static EmbeddedBroker start(BrokerFolder folder, BrokerPorts wanted, List<Detour> detours) {
    BrokerPorts ports = wanted.chosen();
    folder.prepare(BrokerSettings.NODE_ID, BrokerSettings.CONTROLLER_LISTENER);
    KafkaConfig config = KafkaConfig.fromProps(BrokerSettings.of(folder, ports, detours), false);
    KafkaRaftServer server = server(config);
    Startup.await(server);
    return new EmbeddedBroker(server, ports);
  }

  private static KafkaRaftServer server(KafkaConfig config) {
    try {
      return new KafkaRaftServer(config, Time.SYSTEM);
    } catch (RuntimeException e) {
      throw BrokerStartException.causedBy(e);
    }
  }

  /** What clients connect to: {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + ports.client();
  }

  /** The ports that it listens on, none of them 0. */
  public BrokerPorts ports() {
    return ports;
  }

  /** Stops the broker in an orderly way; a second call does nothing. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
