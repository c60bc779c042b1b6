package dev.circleoftrust.runtime.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads partitions from given offsets on and hands on every record, each partition in its order,
 * for as long as the process lives. A broker that is away, restarts or refuses is waited for; the
 * state says so meanwhile. It belongs to no group and commits nothing: where to begin is the
 * caller's to remember.
 *
 * <p>Its methods may be called by any thread.
 */
public final class LogFollower implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(LogFollower.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ASK = Duration.ofSeconds(3);
  private static final Duration ASK_EVERY = Duration.ofSeconds(1);
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long MAX_PAUSE_MILLIS = 3000;
  private static final Duration STOP = Duration.ofSeconds(5);

  private final KafkaClients clients;
  private final LogListener listener;
  private final String name;
  private final Map<TopicPartition, Long> next; // the follower's thread only
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private final Object changed = new Object();
  private FollowerState state = new FollowerState(false, 0, "not connected yet");
  private long asked; // the follower's thread only, as System.nanoTime()

  private LogFollower(KafkaClients clients, Map<TopicPartition, Long> from, LogListener listener) {
    this.clients = clients;
    this.listener = listener;
    this.next = new HashMap<>(from);
    this.name = "follow " + String.join(" ", from.keySet().stream().map(p -> p.topic()).toList());
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  /**
   * Begins to follow.
   *
   * @param from the offset to begin with, of each partition
   */
  public static LogFollower start(
      KafkaClients clients, Map<TopicPartition, Long> from, LogListener listener) {
    if (from.isEmpty()) {
      throw new IllegalArgumentException("nothing to follow");
    }
    var follower = new LogFollower(clients, from, listener);
    follower.thread.start();
    return follower;
  }

  /** How far it is. */
  public FollowerState state() {
    synchronized (changed) {
      return state;
    }
  }

  /**
   * Waits until it has caught up.
   *
   * @return false if it has not within {@code patience}
   */
  public boolean awaitCaughtUp(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    synchronized (changed) {
      while (!state.caughtUp()) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        changed.wait(left);
      }
      return true;
    }
  }

  /** Stops, once the listener is done with the record that it has; waits five seconds at most. */
  @Override
  public void close() {
    closing.countDown();
    try {
      if (!Thread.currentThread().equals(thread) && !thread.join(STOP)) {
        LOGGER.atWarn().addKeyValue("thread", name).log("a follower does not stop");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // told to stop, only not waited for
    }
  }

  private void run() {
    long pause = FIRST_PAUSE_MILLIS;
    while (!isClosing()) {
      long before = state().records();
      Consumer<byte[], byte[]> consumer = null;
      try {
        consumer = clients.consumer(name.replace(' ', '-'));
        follow(consumer);
      } catch (RuntimeException e) {
        pause = state().records() > before ? FIRST_PAUSE_MILLIS : pause;
        LOGGER.atWarn().setCause(e).addKeyValue("thread", name).log("following is interrupted");
        update(false, 0, e.getClass().getSimpleName() + ": " + e.getMessage());
        sleep(pause);
        pause = Math.min(2 * pause, MAX_PAUSE_MILLIS);
      } finally {
        if (consumer != null) {
          consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        }
      }
    }
    update(false, 0, "closed");
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    consumer.assign(next.keySet());
    next.forEach(consumer::seek);
    while (!isClosing()) {
      boolean some = false;
      try {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (isClosing()) {
            return;
          }
          some = true;
          take(record);
        }
      } catch (OffsetOutOfRangeException e) {
        e.offsetOutOfRangePartitions().keySet().forEach(place -> relocate(consumer, place));
      }
      if ((!some && !state().caughtUp()) || System.nanoTime() - asked > ASK_EVERY.toNanos()) {
        ask(consumer);
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    listener.received(LogRecord.of(record));
    next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    update(state().caughtUp(), 1, state().problem());
  }

  private void relocate(Consumer<byte[], byte[]> consumer, TopicPartition place) {
    long wanted = next.getOrDefault(place, 0L);
    long first = consumer.beginningOffsets(List.of(place), ASK).getOrDefault(place, 0L);
    long end = consumer.endOffsets(List.of(place), ASK).getOrDefault(place, 0L);
    LOGGER
        .atWarn()
        .addKeyValue("place", place)
        .addKeyValue("wanted", wanted)
        .addKeyValue("first", first)
        .addKeyValue("end", end)
        .log("the log has no such offset");
    long from = listener.outOfRange(place, wanted, first, end);
    next.put(place, from);
    consumer.seek(place, from);
  }

  /** Asks the cluster where the logs end; an exception says that it does not answer. */
  private void ask(Consumer<byte[], byte[]> consumer) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(next.keySet(), ASK);
    asked = System.nanoTime();
    boolean all = true;
    for (TopicPartition place : List.copyOf(next.keySet())) {
      long position = consumer.position(place, ASK); // past the marks of transactions too
      next.put(place, Math.max(position, next.getOrDefault(place, 0L)));
      all &= position >= ends.getOrDefault(place, Long.MAX_VALUE);
    }
    update(all, 0, all ? "" : "catching up");
  }

  private void update(boolean caughtUp, int more, String problem) {
    synchronized (changed) {
      state = new FollowerState(caughtUp, state.records() + more, problem);
      changed.notifyAll();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void sleep(long millis) {
    try {
      var _ = closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      closing.countDown(); // nobody interrupts this thread but to end it
    }
  }
}
