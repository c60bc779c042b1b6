package dev.circleoftrust.mid.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** Polls a consumer in a way that it can be held, and woken from another thread. */
final class Poller {
  /**
   * Records that are worked on together: a commit takes as long for one as for thousands. What is
   * answered to each has three kilobytes or so, for which there must be memory.
   */
  private static final int MAX_RECORDS =
      Math.clamp(Runtime.getRuntime().maxMemory() / 32 / 3_000, 500, 4_096);

  private static final long MAX_BYTES =
      Math.clamp(Runtime.getRuntime().maxMemory() / 128, 1 << 20, 4 << 20);

  /**
   * How long after the last was gathered more is, at the earliest: where rows come all the time, a
   * transaction for each few of them costs more than they do.
   */
  private static final long PACE = TimeUnit.MILLISECONDS.toNanos(10);

  private final Consumer<byte[], byte[]> consumer;
  private long began = System.nanoTime() - PACE;
  private volatile boolean waiting;

  Poller(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /**
   * What came, and what has come meanwhile: one poll brings few records, since each may be large,
   * and small ones are worked on together. For one thread.
   */
  List<ConsumerRecord<byte[], byte[]>> gather(Duration patience) {
    List<ConsumerRecord<byte[], byte[]>> gathered = poll(patience, false);
    long bytes = size(gathered);
    int more = gathered.size();
    long left = left();
    while ((more > 0 || (left > 0 && !gathered.isEmpty()))
        && bytes < MAX_BYTES
        && gathered.size() < MAX_RECORDS) {
      List<ConsumerRecord<byte[], byte[]>> next = poll(Duration.ofNanos(left), false);
      gathered.addAll(next);
      bytes += size(next);
      more = next.size();
      left = left();
    }
    began = System.nanoTime();
    return gathered;
  }

  private long left() {
    return Math.max(0, PACE - (System.nanoTime() - began));
  }

  private static long size(List<ConsumerRecord<byte[], byte[]>> records) {
    long size = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      size += Math.max(0, record.serializedValueSize());
    }
    return size;
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
      return new ArrayList<>();
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
