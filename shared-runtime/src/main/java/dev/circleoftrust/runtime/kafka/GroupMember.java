package dev.circleoftrust.runtime.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;

/**
 * A static member of a consumer group of the classic protocol: after a restart it is the same
 * member, so that a short absence moves nothing. (With {@code group.protocol=consumer} a member
 * that was killed gets its partitions back after more than forty seconds, static or not.)
 *
 * @param group the group
 * @param member what it is called in the group, also after a restart
 * @param session how long it may be silent before its share is given to others; some seconds
 * @param assignor who gets what; the same in all members
 * @param options what the assignor is to know of this member
 */
public record GroupMember(
    String group,
    String member,
    Duration session,
    Class<? extends ConsumerPartitionAssignor> assignor,
    Map<String, Object> options) {
  private static final int HEARTBEAT_MILLIS = 1000;

  public GroupMember {
    options = Map.copyOf(options);
  }

  Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>(options);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, member);
    properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis(session));
    properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
    properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, assignor.getName());
    return properties;
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
