package dev.circleoftrust.mid.circle;

import static dev.circleoftrust.trust.TestCircle.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.trust.TestCircle;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asks for the end of the log has an answer, however deep its reader sleeps. */
class CircleFollowerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<TopicPartition> PARTITIONS =
      List.of(
          new TopicPartition(EccTopics.CIRCLE, 0), new TopicPartition(EccTopics.CHECKPOINTS, 0));

  @TempDir private Path folder;
  private final Semaphore sleeps = new Semaphore(0);
  private final Semaphore wakes = new Semaphore(0);
  private final AtomicBoolean fails = new AtomicBoolean();
  private Database database;
  private CircleFollower follower;
  private Thread thread;

  /** Of a broker with an empty log. It sleeps, where it may, until it is woken and no less. */
  private final class Sleeper extends MockConsumer<byte[], byte[]> {
    Sleeper() {
      super(AutoOffsetResetStrategy.NONE.name());
      for (TopicPartition partition : PARTITIONS) {
        updatePartitions(
            partition.topic(), List.of(new PartitionInfo(partition.topic(), 0, null, null, null)));
        updateBeginningOffsets(Map.of(partition, 0L));
        updateEndOffsets(Map.of(partition, 0L));
      }
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // others wake it while it sleeps
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      if (timeout.isPositive()) {
        sleeps.release();
        wakes.acquireUninterruptibly();
      }
      return super.poll(timeout);
    }

    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(
        Collection<TopicPartition> partitions, Duration timeout) {
      if (fails.get()) {
        throw new KafkaException("no broker");
      }
      return super.endOffsets(partitions, timeout);
    }

    @Override
    public synchronized void wakeup() {
      super.wakeup();
      wakes.release();
    }
  }

  @BeforeEach
  void open() {
    TestCircle circle = TestCircle.of(1);
    database = Database.open(folder.resolve("memory.db"), CircleMemory.SCHEMA);
    CircleLog log =
        CircleLog.open(
            circle.id(),
            CircleMemory.open(database, circle.id()),
            () -> START,
            new SimpleMeterRegistry());
    follower = new CircleFollower(_ -> new Sleeper(), log);
    thread = Thread.ofPlatform().unstarted(follower);
  }

  @AfterEach
  void close() throws InterruptedException {
    follower.close();
    wakes.release(1_000);
    assertThat(thread.join(PATIENCE)).isTrue();
    database.close();
  }

  @Test
  void whoAsksWhileItSleepsWakesIt() throws Exception {
    thread.start();
    for (int i = 0; i < 100; i++) {
      awaitSleep();
      follower.readToEnd().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Test
  void whoAsksBeforeItSleepsIsSeen() throws Exception {
    CompletableFuture<Void> asked = follower.readToEnd();
    thread.start();
    asked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    awaitSleep();
  }

  @Test
  void nobodyIsForgottenWhereSeveralAskAtAnyTime() throws Exception {
    thread.start();
    List<Thread> lanes =
        List.of(1, 2, 3).stream()
            .map(_ ->
                Thread.ofPlatform()
                    .start(() -> {
                      for (int i = 0; i < 2_000; i++) {
                        follower.readToEnd().join();
                      }
                    }))
            .toList();
    for (Thread lane : lanes) {
      assertThat(lane.join(PATIENCE)).isTrue();
    }
  }

  @Test
  void whoAsksABrokerThatFailsIsTold() throws Exception {
    thread.start();
    awaitSleep();
    fails.set(true);
    assertThat(follower.readToEnd())
        .failsWithin(PATIENCE)
        .withThrowableThat()
        .withCauseInstanceOf(KafkaException.class);
  }

  private void awaitSleep() throws InterruptedException {
    assertThat(sleeps.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }
}
