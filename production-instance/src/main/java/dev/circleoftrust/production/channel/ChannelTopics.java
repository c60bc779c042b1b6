package dev.circleoftrust.production.channel;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics that a run fills. Whoever tests a load may have made them with as many partitions as
 * he likes; those that are missing are made with one.
 */
record ChannelTopics(KafkaClients clients) {
  /**
   * How many partitions each topic of {@code agents} has.
   *
   * @throws KafkaException if the broker does not answer or refuses
   */
  Map<String, Integer> partitions(List<AgentName> agents) {
    var partitions = new HashMap<String, Integer>();
    var missing = new ArrayList<String>();
    try (Admin admin = clients.admin("ecc-channel-topics")) {
      for (var topic : admin.describeTopics(names(agents)).topicNameValues().entrySet()) {
        try {
          int found =
              topic
                  .getValue()
                  .get(KafkaClients.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                  .partitions()
                  .size();
          partitions.put(topic.getKey(), found);
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
            throw new KafkaException("cannot look at the topic " + topic.getKey(), e.getCause());
          }
          missing.add(topic.getKey());
        }
      }
    } catch (TimeoutException e) {
      throw new KafkaException("the cluster does not answer about its topics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while looking at topics", e);
    }
    if (!missing.isEmpty()) {
      Topics.ensure(clients, missing.stream().map(Topics::ecc).toList());
      missing.forEach(topic -> partitions.put(topic, 1));
    }
    return partitions;
  }

  private static List<String> names(List<AgentName> agents) {
    var names = new ArrayList<String>();
    for (AgentName agent : agents) {
      for (Priority priority : Priority.values()) {
        names.add(new EccTopics.Output(agent, priority).topic());
      }
    }
    return names;
  }
}
