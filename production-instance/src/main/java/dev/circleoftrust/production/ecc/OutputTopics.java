package dev.circleoftrust.production.ecc;

import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.Topics;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.KafkaException;

/** Makes the Kafka topics of ECC outputs where they are missing. For one thread. */
final class OutputTopics {
  private final KafkaClients clients;
  private final Set<String> known = new HashSet<>();

  OutputTopics(KafkaClients clients) {
    this.clients = clients;
  }

  /**
   * Makes those of {@code topics} that are missing.
   *
   * @throws KafkaException if the broker does not answer or refuses
   */
  void ensure(Collection<String> topics) {
    var missing = new HashSet<>(topics);
    missing.removeAll(known);
    if (!missing.isEmpty()) {
      Topics.ensure(clients, missing.stream().map(Topics::ecc).toList());
      known.addAll(missing);
    }
  }

  /** Looks again: somebody may have removed a topic. */
  void forget() {
    known.clear();
  }
}
