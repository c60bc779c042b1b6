package dev.circleoftrust.mid.circle;

import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
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
  private static final Duration REREAD = Duration.ofMinutes(1);

  /** How many of the latest checkpoints are looked at first: they are kept for days. */
  private static final long TAIL = 1_000;

  private static final TopicPartition LOG = new TopicPartition(EccTopics.CIRCLE, 0);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final CircleLog log;
  private final InstantSource clock;
  private final CountDownLatch firstPass = new CountDownLatch(1);
  private final ConcurrentLinkedQueue<CompletableFuture<Void>> waiting =
      new ConcurrentLinkedQueue<>();
  private volatile boolean reload;
  private volatile boolean closing;

  /** The highest offset of the log whose skipping was counted. */
  private long counted = -1;

  CircleFollower(Supplier<Consumer<byte[], byte[]>> consumers, CircleLog log, InstantSource clock) {
    this.consumers = consumers;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void run() {
    while (!closing) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        follow(consumer);
      } catch (KafkaException e) {
        if (!closing) {
          LOGGER.atWarn().setCause(e).log("circle log: the broker fails; enforcing by the disk");
          pause();
        }
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

  /** Completes when the log was read to the end that it had at some moment after this call. */
  CompletableFuture<Void> readToEnd() {
    var done = new CompletableFuture<Void>();
    waiting.add(done);
    return done;
  }

  /** Ends the thread soon; may be called by any other. */
  void close() {
    closing = true;
    firstPass.countDown();
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    Optional<List<TopicPartition>> partitions = partitions(consumer);
    if (partitions.isEmpty()) {
      log.beginPass();
      endPass(); // there is no log on this broker
      pause();
      return;
    }
    consumer.assign(partitions.get());
    seekToTail(consumer, partitions.get());
    Instant nextPass = Instant.EPOCH;
    while (!closing) {
      try {
        if (reload || !clock.instant().isBefore(nextPass)) {
          reload = false;
          nextPass = clock.instant().plus(REREAD);
          pass(consumer);
        }
        turn(consumer);
      } catch (InvalidOffsetException e) {
        LOGGER.atWarn().setCause(e).log("circle log: the topic was made anew");
        counted = -1;
        seekToTail(consumer, e.partitions());
        nextPass = Instant.EPOCH;
      }
    }
  }

  /** The log's one partition and all of the checkpoints', or nothing where there is no log yet. */
  private static Optional<List<TopicPartition>> partitions(Consumer<byte[], byte[]> consumer) {
    var partitions = new ArrayList<TopicPartition>();
    for (String topic : List.of(EccTopics.CIRCLE, EccTopics.CHECKPOINTS)) {
      for (PartitionInfo partition : consumer.partitionsFor(topic, PATIENCE)) {
        partitions.add(new TopicPartition(topic, partition.partition()));
      }
    }
    partitions.removeIf(
        partition -> partition.topic().equals(EccTopics.CIRCLE) && !partition.equals(LOG));
    return partitions.contains(LOG) ? Optional.of(partitions) : Optional.empty();
  }

  private static void seekToTail(
      Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
    Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions, PATIENCE);
    for (TopicPartition partition : partitions) {
      long start = starts.getOrDefault(partition, 0L);
      long tail = Math.max(start, ends.getOrDefault(partition, 0L) - TAIL);
      consumer.seek(partition, partition.equals(LOG) ? start : tail);
    }
  }

  /** Reads the log from its first offset to the end that it has now. */
  private void pass(Consumer<byte[], byte[]> consumer) {
    log.beginPass();
    seekToTail(consumer, List.of(LOG));
    decide(readToEnd(consumer));
    endPass();
  }

  private void turn(Consumer<byte[], byte[]> consumer) {
    List<CompletableFuture<Void>> asked = asked();
    var checkpoints = new ArrayList<Bytes>(take(consumer.poll(POLL)));
    if (!asked.isEmpty() || !checkpoints.stream().allMatch(log::isDecidable)) {
      checkpoints.addAll(readToEnd(consumer));
    }
    decide(checkpoints);
    asked.forEach(done -> done.complete(null));
  }

  /** Reads the log to its present end; gives the checkpoints that came meanwhile. */
  private List<Bytes> readToEnd(Consumer<byte[], byte[]> consumer) {
    long end = consumer.endOffsets(List.of(LOG), PATIENCE).getOrDefault(LOG, 0L);
    var checkpoints = new ArrayList<Bytes>();
    while (!closing && consumer.position(LOG, PATIENCE) < end) {
      checkpoints.addAll(take(consumer.poll(POLL)));
    }
    return checkpoints;
  }

  private void decide(List<Bytes> checkpoints) {
    if (!checkpoints.isEmpty()) {
      log.offerCheckpoints(checkpoints);
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
