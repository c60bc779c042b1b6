package dev.circleoftrust.simulator.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Looks on at topics as records come, from their beginning. For one thread. */
public final class Watch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Set<String> topics;
  private final List<Seen> seen = new ArrayList<>();

  /** Looks at these topics, of which some may not be there yet. */
  public Watch(Broker broker, Collection<String> topics) {
    this.consumer = broker.consumer();
    this.topics = Set.copyOf(topics);
  }

  /** How many records have been seen; those that come later have a higher place in the list. */
  public int mark() {
    look();
    return seen.size();
  }

  /** What has come since {@code mark}. */
  public List<Seen> since(int mark) {
    look();
    return List.copyOf(seen.subList(mark, seen.size()));
  }

  private void look() {
    join();
    if (consumer.assignment().isEmpty()) {
      return;
    }
    boolean more;
    do {
      more = false;
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        seen.add(Seen.of(record));
        more = true;
      }
    } while (more);
  }

  private void join() {
    if (consumer.assignment().stream().map(TopicPartition::topic).distinct().count()
        == topics.size()) {
      return;
    }
    var all = new HashSet<>(Broker.partitions(consumer, topics));
    var fresh = new HashSet<>(all);
    fresh.removeAll(consumer.assignment());
    if (!fresh.isEmpty()) {
      consumer.assign(all);
      consumer.seekToBeginning(fresh);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
