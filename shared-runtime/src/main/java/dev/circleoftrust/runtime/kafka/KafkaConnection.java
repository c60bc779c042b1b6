package dev.circleoftrust.runtime.kafka;

import java.util.Map;

/**
 * Where Kafka is, and how to be let in.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param security Kafka's own client properties for TLS and authentication; none for plaintext
 */
public record KafkaConnection(String bootstrapServers, Map<String, String> security) {
  public KafkaConnection {
    if (bootstrapServers.isBlank()) {
      throw new IllegalArgumentException("no bootstrap server");
    }
    security = Map.copyOf(security);
  }

  /** Without TLS: for this machine, or a network in which nobody else listens. */
  public static KafkaConnection plaintext(String bootstrapServers) {
    return new KafkaConnection(bootstrapServers, Map.of());
  }

  /** Where Kafka is; the security properties may hold passwords. */
  @Override
  public String toString() {
    return "KafkaConnection[" + bootstrapServers + "]";
  }
}
