package dev.circleoftrust.mid.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the broker says of topics. For one thread. */
final class TopicLookup implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(TopicLookup.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Admin admin;

  /**
   * A topic.
   *
   * @param name its name
   * @param id the broker's identity of it: made anew under the same name it has another
   * @param partitions its partitions
   */
  record Topic(String name, String id, List<TopicPartition> partitions) {}

  TopicLookup(Admin admin) {
    this.admin = admin;
  }

  /**
   * Asks about a topic.
   *
   * @throws TopicMissingException if there is none
   */
  Topic find(String name) {
    try {
      TopicDescription description =
          await(admin.describeTopics(List.of(name)).allTopicNames()).values().iterator().next();
      return new Topic(
          name,
          description.topicId().toString(),
          description.partitions().stream()
              .map(TopicPartitionInfo::partition)
              .map(number -> new TopicPartition(name, number))
              .toList());
    } catch (UnknownTopicOrPartitionException _) {
      throw new TopicMissingException(name);
    }
  }

  /** Where a partition ends, whether or not what stands there is committed. */
  long end(TopicPartition partition) {
    return await(
            admin
                .listOffsets(
                    Map.of(partition, OffsetSpec.latest()),
                    new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .partitionResult(partition))
        .offset();
  }

  /** Where a consumer group reads on; the beginning of the partition where it never read. */
  long committed(String group, TopicPartition partition) {
    OffsetAndMetadata known =
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(group))
            .get(partition);
    return known != null ? known.offset() : beginning(partition);
  }

  private long beginning(TopicPartition partition) {
    return await(
            admin.listOffsets(Map.of(partition, OffsetSpec.earliest())).partitionResult(partition))
        .offset();
  }

  /** Puts a static member out of a consumer group at once. Where that fails, its time runs out. */
  void removeMember(String group, String member) {
    try {
      var _ =
          await(
              admin
                  .removeMembersFromConsumerGroup(
                      group,
                      new RemoveMembersFromConsumerGroupOptions(Set.of(new MemberToRemove(member))))
                  .all());
    } catch (KafkaException e) {
      LOGGER.atInfo().addKeyValue("cause", e.getMessage()).log("a member could not say goodbye");
    }
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e);
    } catch (TimeoutException e) {
      throw new KafkaException("the broker does not answer", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    admin.close(PATIENCE);
  }
}
