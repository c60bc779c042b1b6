package dev.circleoftrust.mid.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
   * Where rows come all the time, a transaction for each few of them costs more than they do: they
   * are left with the broker until so many times as long has passed since the last were gathered as
   * these took to be worked on. That takes the longer the busier the machine is.
   */
  private static final int PACE = 2;

  private static final long LONGEST_PACE = TimeUnit.MILLISECONDS.toNanos(25);

  /** The longest pace while a result is ready to be sent. */
  private static final long PACE_OF_RESULTS = TimeUnit.MILLISECONDS.toNanos(5);

  /**
   * Where the first rows are there at once, the broker may have had more meanwhile, and is given
   * this long to send them. A row that was waited for goes on its way.
   */
  private static final Duration GRACE = Duration.ofMillis(5);

  private final Consumer<byte[], byte[]> consumer;
  private final Thread thread = Thread.currentThread();
  private long gatheredAt = System.nanoTime();
  private boolean gatheredAll;
  private volatile boolean waiting;
  private volatile boolean woken;

  /** For the thread that calls this. */
  Poller(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /**
   * What came, and what has come meanwhile: one poll brings few records, since each may be large,
   * and small ones are worked on together. For one thread.
   */
  List<ConsumerRecord<byte[], byte[]>> gather(Duration patience) {
    boolean left = leave(pace()) && !woken;
    long asked = System.nanoTime();
    List<ConsumerRecord<byte[], byte[]>> gathered = poll(patience, false);
    left &= !gathered.isEmpty() && System.nanoTime() - asked < GRACE.toNanos();
    long bytes = size(gathered);
    int more = gathered.size();
    while ((more > 0 || left) && bytes < MAX_BYTES && gathered.size() < MAX_RECORDS) {
      Duration grace = more == 0 ? GRACE : Duration.ZERO;
      left &= more > 0;
      List<ConsumerRecord<byte[], byte[]>> next = poll(grace, false);
      gathered.addAll(next);
      bytes += size(next);
      more = next.size();
    }
    if (!gathered.isEmpty()) {
      gatheredAt = System.nanoTime();
    }
    gatheredAll = !gathered.isEmpty() && more == 0;
    return gathered;
  }

  /** Where the last turn has left nothing behind; else there is none. */
  private long pace() {
    return gatheredAll ? Math.min(LONGEST_PACE, PACE * (System.nanoTime() - gatheredAt)) : 0;
  }

  /** Leaves rows with the broker until it is time for them; true where it did. */
  private boolean leave(long pace) {
    boolean left = remaining(pace) > 0;
    for (long nanos = remaining(pace); nanos > 0; nanos = remaining(pace)) {
      LockSupport.parkNanos(this, nanos);
    }
    return left;
  }

  private long remaining(long pace) {
    long most = woken ? Math.min(pace, PACE_OF_RESULTS) : pace;
    return most - (System.nanoTime() - gatheredAt);
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
      consumer.poll(woken ? Duration.ZERO : patience).forEach(fetched::add);
      return fetched;
    } catch (WakeupException _) {
      return new ArrayList<>();
    } finally {
      waiting = false;
      woken = false; // whoever polls looks next for what he was woken for
    }
  }

  /**
   * Ends the waiting of this time or, where nobody waits, of the next: while rows are left with the
   * broker within some milliseconds. For any thread.
   */
  void wake() {
    woken = true;
    LockSupport.unpark(thread);
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
