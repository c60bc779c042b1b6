package dev.circleoftrust.mid.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** Polls a consumer in a way that it can be held, and woken from another thread. */
final class Poller {
  private final Consumer<byte[], byte[]> consumer;
  private volatile boolean waiting;

  Poller(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** What came. For one thread. */
  List<ConsumerRecord<byte[], byte[]>> poll(Duration patience, boolean held) {
    if (held) {
      consumer.pause(consumer.assignment());
    } else {
      consumer.resume(consumer.paused());
    }
    waiting = true;
    try {
      var fetched = new ArrayList<ConsumerRecord<byte[], byte[]>>();
      consumer.poll(patience).forEach(fetched::add);
      return fetched;
    } catch (WakeupException _) {
      return List.of();
    } finally {
      waiting = false;
    }
  }

  /** Ends the waiting; where nobody waits, nothing is woken later. */
  void wake() {
    if (waiting) {
      consumer.wakeup();
    }
  }

  /** The rows that the broker has beyond those that were fetched. */
  long lag() {
    long lag = 0;
    for (TopicPartition partition : consumer.assignment()) {
      lag += consumer.currentLag(partition).orElse(0);
    }
    return lag;
  }
}
