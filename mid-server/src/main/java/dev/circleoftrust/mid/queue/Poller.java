package dev.circleoftrust.mid.queue;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
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
  ConsumerRecords<byte[], byte[]> poll(Duration patience, boolean held) {
    if (held) {
      consumer.pause(consumer.assignment());
    } else {
      consumer.resume(consumer.paused());
    }
    waiting = true;
    try {
      return consumer.poll(patience);
    } catch (WakeupException _) {
      return ConsumerRecords.empty();
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
