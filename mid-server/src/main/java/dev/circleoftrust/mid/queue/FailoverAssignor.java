package dev.circleoftrust.mid.queue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives everything to the member of a failover cluster that is first in its order. Kafka makes one
 * by its name in each consumer.
 */
public final class FailoverAssignor implements ConsumerPartitionAssignor, Configurable {
  /** The option that holds a member's place in the order, an {@link Integer}. */
  public static final String ORDER = "cot.failover.order";

  private int order = Integer.MAX_VALUE;

  @Override
  public void configure(Map<String, ?> configuration) {
    if (configuration.get(ORDER) instanceof Integer given) {
      order = given;
    }
  }

  @Override
  public ByteBuffer subscriptionUserData(Set<String> topics) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(order).flip();
  }

  @Override
  public GroupAssignment assign(Cluster metadata, GroupSubscription group) {
    Map<String, Assignment> assignments = new HashMap<>();
    Map<String, Subscription> members = group.groupSubscription();
    members.keySet().forEach(member -> assignments.put(member, new Assignment(List.of())));
    Comparator<Map.Entry<String, Subscription>> byOrder =
        Comparator.comparingInt(member -> order(member.getValue()));
    members.entrySet().stream()
        .min(byOrder.thenComparing(member -> name(member.getValue(), member.getKey())))
        .ifPresent(first -> assignments.put(first.getKey(), everything(metadata, members)));
    return new GroupAssignment(assignments);
  }

  @Override
  public String name() {
    return "failover";
  }

  private static Assignment everything(Cluster metadata, Map<String, Subscription> members) {
    var topics = new TreeSet<String>();
    members.values().forEach(member -> topics.addAll(member.topics()));
    var partitions = new ArrayList<TopicPartition>();
    for (String topic : topics) {
      metadata
          .partitionsForTopic(topic)
          .forEach(part -> partitions.add(new TopicPartition(topic, part.partition())));
    }
    return new Assignment(partitions);
  }

  /** Another member may send anything. */
  private static int order(Subscription member) {
    ByteBuffer data = member.userData();
    return data == null || data.remaining() != Integer.BYTES
        ? Integer.MAX_VALUE
        : data.duplicate().getInt();
  }

  private static String name(Subscription member, String id) {
    return member.groupInstanceId().orElse(id);
  }
}
