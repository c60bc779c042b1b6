package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.production.agent.Gate;
import dev.circleoftrust.production.dispatch.Destinations;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.Topics;
import dev.circleoftrust.runtime.kafka.WrongPartitionsException;
import dev.circleoftrust.wire.MalformedException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;

/** Makes the Kafka topics of ECC outputs where they are missing. For one thread. */
final class OutputTopics implements Destinations {
  private final KafkaClients clients;
  private final Gate gate;
  private final Set<String> known = new HashSet<>();

  OutputTopics(KafkaClients clients, Gate gate) {
    this.clients = clients;
    this.gate = gate;
  }

  @Override
  public Map<String, String> ensure(Collection<String> topics) {
    var missing = new HashSet<>(topics);
    missing.removeAll(known);
    var unusable = new HashMap<String, String>();
    while (!missing.isEmpty()) {
      try {
        Topics.ensure(clients, missing.stream().map(this::described).toList());
        known.addAll(missing);
        missing.clear();
      } catch (WrongPartitionsException e) {
        missing.remove(e.topic()); // it must not hold up what goes elsewhere
        unusable.put(e.topic(), String.valueOf(e.getMessage()));
      }
    }
    return unusable;
  }

  private NewTopic described(String topic) {
    try {
      return gate.isCluster(EccTopics.Output.parse(topic).agent())
          ? Topics.cluster(topic)
          : Topics.ecc(topic);
    } catch (MalformedException e) {
      throw new IllegalStateException("no topic of outputs is called " + topic, e);
    }
  }

  @Override
  public void forget() {
    known.clear();
  }
}
