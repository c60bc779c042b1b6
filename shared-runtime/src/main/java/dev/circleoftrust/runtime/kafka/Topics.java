package dev.circleoftrust.runtime.kafka;

import dev.circleoftrust.ecc.EccTopics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics of a circle as they have to be. Every process may make those that it needs; all of
 * them describe a topic in the same way.
 */
public final class Topics {
  private static final String FOR_EVER = "-1";
  private static final long CHECKPOINT_DAYS = 7;
  private static final Duration ASK_AGAIN = Duration.ofMillis(50);
  private static final int MAX_UPDATE_SET = 20 << 20;

  private Topics() {}

  /** The circle log: one partition, kept for ever. */
  public static NewTopic circle() {
    return topic(EccTopics.CIRCLE, Map.of(TopicConfig.RETENTION_MS_CONFIG, FOR_EVER));
  }

  /**
   * Checkpoints: one partition, kept for seven days, so that nobody's tombstone hides another's.
   */
  public static NewTopic checkpoints() {
    String days = Long.toString(Duration.ofDays(CHECKPOINT_DAYS).toMillis());
    return topic(EccTopics.CHECKPOINTS, Map.of(TopicConfig.RETENTION_MS_CONFIG, days));
  }

  /** Update sets, up to 20 MB each. */
  public static NewTopic updateSets() {
    String size = Integer.toString(MAX_UPDATE_SET + (64 << 10));
    return topic(EccTopics.UPDATE_SETS, Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, size));
  }

  /** A topic of ECC records, or of those that were refused: one partition, so one order. */
  public static NewTopic ecc(String name) {
    return topic(name, Map.of());
  }

  /** A topic of ECC outputs for a cluster, whose members share its partitions. */
  public static NewTopic cluster(String name) {
    return topic(name, EccTopics.CLUSTER_PARTITIONS, Map.of());
  }

  /** The one partition of a topic that has one. */
  public static TopicPartition single(String topic) {
    return new TopicPartition(topic, 0);
  }

  /**
   * Makes the topics that are missing, and leaves those that exist as they are.
   *
   * @throws WrongPartitionsException if a topic has another number of partitions; every one that
   *     was missing is there then
   * @throws KafkaException if the cluster does not do it within {@link KafkaClients#PATIENCE}
   */
  public static void ensure(KafkaClients clients, List<NewTopic> topics) {
    try (Admin admin = clients.admin("topics")) {
      for (var topic : admin.createTopics(topics).values().entrySet()) {
        try {
          topic.getValue().get(KafkaClients.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw new KafkaException("cannot make the topic " + topic.getKey(), e.getCause());
          }
        }
      }
      requirePartitions(admin, topics);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("the cluster does not answer about its topics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while making topics", e);
    }
  }

  private static void requirePartitions(Admin admin, List<NewTopic> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, TopicDescription> found =
        described(admin, topics.stream().map(NewTopic::name).toList());
    for (NewTopic topic : topics) {
      TopicDescription description = found.get(topic.name());
      int partitions = description == null ? 0 : description.partitions().size();
      if (partitions != topic.numPartitions()) {
        throw new WrongPartitionsException(topic.name(), partitions, topic.numPartitions());
      }
    }
  }

  /** Waits for the broker that is asked: it may know of a new topic later than who made it. */
  private static Map<String, TopicDescription> described(Admin admin, List<String> names)
      throws ExecutionException, InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + KafkaClients.PATIENCE.toNanos();
    while (true) {
      try {
        return admin
            .describeTopics(names)
            .allTopicNames()
            .get(KafkaClients.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(ASK_AGAIN);
      }
    }
  }

  /** The broker's own default decides how often a topic is replicated. */
  private static NewTopic topic(String name, Map<String, String> configuration) {
    return topic(name, 1, configuration);
  }

  private static NewTopic topic(String name, int partitions, Map<String, String> configuration) {
    var with = new HashMap<>(configuration);
    with.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(Map.copyOf(with));
  }
}
