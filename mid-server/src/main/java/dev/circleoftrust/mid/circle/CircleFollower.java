package dev.circleoftrust.mid.circle;

import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.runtime.store.StoreException;
import dev.circleoftrust.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the circle log and the checkpoints from Kafka, in a thread of its own. The log is read from
 * its first offset, again every minute and whenever asked: a broker that shows another log than
 * before is noticed. The broker's offsets are never a memory of anything.
 *
 * <p>The topics race: a checkpoint may arrive before the instruction that it covers. So whatever
 * the log as it is here cannot decide on waits until the log was read to its present end.
 */
final class CircleFollower implements Runnable {
  private static final Logger LOGGER = LoggerFactory.getLogger(CircleFollower.class);

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration RECOVERY = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration REREAD = Duration.ofMinutes(1);

  /** How many of the latest checkpoints are looked at first: they are kept for days. */
  private static final long TAIL = 1_000;

  private static final TopicPartition LOG = new TopicPartition(EccTopics.CIRCLE, 0);

  private final Function<String, Consumer<byte[], byte[]>> consumers;
  private final CircleLog log;
  private final CountDownLatch firstPass = new CountDownLatch(1);
  private final ConcurrentLinkedQueue<CompletableFuture<Void>> waiting =
      new ConcurrentLinkedQueue<>();

  /** Sleeps until the broker has something new, if it does; whoever asks wakes it. */
  private volatile @Nullable Consumer<byte[], byte[]> sleeping;

  private volatile boolean reload;
  private volatile boolean closing;

  /** The highest offset of the log whose skipping was counted. */
  private long counted = -1;

  /**
   * What is read, and on which connections.
   *
   * @param records reads the log and the checkpoints; it alone sleeps, and may be woken
   * @param offsets asks where they begin and end: a broker answers one question of a connection
   *     after the other, and the first has always one open, to wait for more
   */
  private record Source(Consumer<byte[], byte[]> records, Consumer<byte[], byte[]> offsets) {}

  CircleFollower(Function<String, Consumer<byte[], byte[]>> consumers, CircleLog log) {
    this.consumers = consumers;
    this.log = log;
  }

  @Override
  public void run() {
    while (!closing) {
      try (Consumer<byte[], byte[]> records = consumers.apply("circle");
          Consumer<byte[], byte[]> offsets = consumers.apply("circle-end")) {
        follow(new Source(records, offsets));
      } catch (InvalidOffsetException e) {
        LOGGER.atWarn().setCause(e).log("circle log: the topic was cut or made anew");
        counted = -1;
        pause();
      } catch (KafkaException e) {
        if (!closing) {
          LOGGER.atWarn().setCause(e).log("circle log: the broker fails; enforcing by the disk");
          pause();
        }
      } catch (StoreException e) {
        if (!e.mayPass()) {
          throw e;
        }
        LOGGER.atWarn().setCause(e).log("circle log: nothing can be written; it is read again");
        pause();
      }
    }
  }

  /** Waits until the log was read to its end once since the start, or the follower closes. */
  void awaitFirstPass() throws InterruptedException {
    firstPass.await();
  }

  /** Reads the log again from its beginning, soon. */
  void reload() {
    reload = true;
  }

  /**
   * Completes when the log was read to the end that it had at some moment after this call, or with
   * the reason why it could not be.
   */
  CompletableFuture<Void> readToEnd() {
    var done = new CompletableFuture<Void>();
    waiting.add(done);
    Consumer<byte[], byte[]> sleeper = sleeping;
    if (sleeper != null) {
      sleeper.wakeup();
    }
    return done;
  }

  /** Ends the thread soon; may be called by any other. */
  void close() {
    closing = true;
    firstPass.countDown();
  }

  private void follow(Source source) {
    List<TopicPartition> partitions = partitions(source.offsets());
    if (!partitions.contains(LOG)) {
      log.beginPass();
      endPass(); // there is no log on this broker
      pause();
      return;
    }
    source.records().assign(partitions);
    seekToTail(source, partitions);
    boolean whole = partitions.size() > 1;
    long began = System.nanoTime();
    pass(source);
    // Without checkpoints their topic is looked for again, soon.
    while (!closing && (whole || System.nanoTime() - began < RECOVERY.toNanos())) {
      if (reload || System.nanoTime() - began > REREAD.toNanos()) {
        reload = false;
        began = System.nanoTime();
        pass(source);
      }
      turn(source);
    }
  }

  /** The log's one partition and all of the checkpoints', as far as they are on the broker. */
  private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    var partitions = new ArrayList<TopicPartition>();
    for (String topic : List.of(EccTopics.CIRCLE, EccTopics.CHECKPOINTS)) {
      for (PartitionInfo partition : consumer.partitionsFor(topic, PATIENCE)) {
        partitions.add(new TopicPartition(topic, partition.partition()));
      }
    }
    partitions.removeIf(
        partition -> partition.topic().equals(EccTopics.CIRCLE) && !partition.equals(LOG));
    return partitions;
  }

  private static void seekToTail(Source source, Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> ends = source.offsets().endOffsets(partitions, PATIENCE);
    Map<TopicPartition, Long> starts = source.offsets().beginningOffsets(partitions, PATIENCE);
    for (TopicPartition partition : partitions) {
      long start = starts.getOrDefault(partition, 0L);
      long tail = Math.max(start, ends.getOrDefault(partition, 0L) - TAIL);
      source.records().seek(partition, partition.equals(LOG) ? start : tail);
    }
  }

  /** Reads the log from its first offset to the end that it has now, and what is new besides. */
  private void pass(Source source) {
    log.beginPass();
    seekToTail(source, List.of(LOG));
    decide(source, readToEnd(source));
    endPass();
  }

  private void turn(Source source) {
    var checkpoints = new ArrayList<>(take(sleep(source.records())));
    List<CompletableFuture<Void>> asked = asked();
    try {
      if (!asked.isEmpty()) {
        checkpoints.addAll(readToEnd(source));
      }
      decide(source, checkpoints);
      asked.forEach(done -> done.complete(null));
    } catch (KafkaException | StoreException e) {
      asked.forEach(done -> done.completeExceptionally(e));
      throw e;
    }
  }

  /**
   * What is new, or nothing once somebody asks. Who asks before this is seen to sleep is seen by
   * it; who asks later wakes it, or what is done next in its place, which is then repeated.
   */
  private ConsumerRecords<byte[], byte[]> sleep(Consumer<byte[], byte[]> consumer) {
    sleeping = consumer;
    try {
      return poll(consumer, waiting.isEmpty() ? POLL : Duration.ZERO);
    } finally {
      sleeping = null;
    }
  }

  private static ConsumerRecords<byte[], byte[]> poll(
      Consumer<byte[], byte[]> consumer, Duration patience) {
    try {
      return consumer.poll(patience);
    } catch (WakeupException _) {
      return ConsumerRecords.empty();
    }
  }

  /** Reads everything to its present end; gives the checkpoints. */
  private List<Bytes> readToEnd(Source source) {
    Consumer<byte[], byte[]> records = source.records();
    Map<TopicPartition, Long> end = source.offsets().endOffsets(records.assignment(), PATIENCE);
    var checkpoints = new ArrayList<Bytes>();
    long begun = System.nanoTime();
    while (!closing && isBefore(end, records)) {
      if (System.nanoTime() - begun > LONGEST.toNanos()) {
        throw new TimeoutException("the end of the circle log cannot be reached");
      }
      checkpoints.addAll(take(poll(records, POLL)));
    }
    return checkpoints;
  }

  private static boolean isBefore(
      Map<TopicPartition, Long> end, Consumer<byte[], byte[]> consumer) {
    try {
      return end.entrySet().stream()
          .anyMatch(it -> consumer.position(it.getKey(), PATIENCE) < it.getValue());
    } catch (WakeupException _) {
      return true; // until it is asked again
    }
  }

  /**
   * Decides on checkpoints, reading the log on for as long as one needs more of it than is here.
   */
  private void decide(Source source, List<Bytes> checkpoints) {
    List<Bytes> undecided = checkpoints;
    while (!closing && !undecided.isEmpty()) {
      List<Bytes> later =
          undecided.stream().allMatch(log::isDecidable) ? List.of() : readToEnd(source);
      log.offerCheckpoints(undecided);
      undecided = later;
    }
  }

  /** Offers what is of the log; gives what is of the checkpoints. */
  private List<Bytes> take(ConsumerRecords<byte[], byte[]> records) {
    for (ConsumerRecord<byte[], byte[]> record : records.records(LOG)) {
      boolean again = record.offset() <= counted;
      log.offer(bytes(record), Instant.ofEpochMilli(record.timestamp()), again);
      counted = Math.max(counted, record.offset());
    }
    var checkpoints = new ArrayList<Bytes>();
    records.records(EccTopics.CHECKPOINTS).forEach(record -> checkpoints.add(bytes(record)));
    return checkpoints;
  }

  private static Bytes bytes(ConsumerRecord<byte[], byte[]> record) {
    byte @Nullable [] value = record.value();
    return value == null ? Bytes.empty() : Bytes.copyOf(value);
  }

  private List<CompletableFuture<Void>> asked() {
    var asked = new ArrayList<CompletableFuture<Void>>();
    for (var done = waiting.poll(); done != null; done = waiting.poll()) {
      asked.add(done);
    }
    return asked;
  }

  private void endPass() {
    log.endPass();
    firstPass.countDown();
  }

  private static void pause() {
    LockSupport.parkNanos(RECOVERY.toNanos());
  }
}
