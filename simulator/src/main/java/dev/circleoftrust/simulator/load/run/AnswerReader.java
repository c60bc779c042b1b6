package dev.circleoftrust.simulator.load.run;

import dev.circleoftrust.runtime.kafka.Fetching;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.simulator.kafka.BrokerException;
import dev.circleoftrust.simulator.load.account.Answer;
import dev.circleoftrust.simulator.load.account.AnswerScan;
import dev.circleoftrust.simulator.load.measure.Micros;
import dev.circleoftrust.simulator.load.measure.Recording;
import dev.circleoftrust.wire.MalformedException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what MID Servers answer, committed records only, from the present end of their topics on.
 * It has a thread of its own. What it cannot read is an error of the whole run and never left out.
 */
public final class AnswerReader implements AutoCloseable {
  private static final Fetching FETCHING = new Fetching(8 << 20, 20_000);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final InstantSource clock;
  private final AnswerScan scan = new AnswerScan();
  private final Thread thread;
  private volatile Recording recording;
  private volatile boolean closing;
  private volatile @Nullable Exception failure;

  private AnswerReader(Consumer<byte[], byte[]> consumer, InstantSource clock) {
    this.consumer = consumer;
    this.clock = clock;
    this.recording = Recording.of(0, 0);
    this.thread = Thread.ofPlatform().daemon().name("answers").unstarted(this::run);
  }

  /** Begins to read {@code topics} from their end on. */
  public static AnswerReader start(KafkaClients clients, List<String> topics, InstantSource clock) {
    Consumer<byte[], byte[]> consumer = clients.consumer("load-answers", FETCHING);
    List<TopicPartition> partitions =
        topics.stream().map(topic -> new TopicPartition(topic, 0)).toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // the end of now, not of when it is first asked
    var reader = new AnswerReader(consumer, clock);
    reader.thread.start();
    return reader;
  }

  /** From now on answers are written down here. */
  public void into(Recording next) {
    recording = next;
  }

  /** CPU time of its thread, in nanoseconds. */
  long cpuNanos() {
    return Math.max(0, ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId()));
  }

  /**
   * Returns if all is well.
   *
   * @throws BrokerException if it could not read on
   */
  public void check() {
    Exception failed = failure;
    if (failed != null) {
      throw new BrokerException("the answers cannot be read: " + failed.getMessage(), failed);
    }
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      var _ = thread.join(CLOSING);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer) {
      while (!closing) {
        read(consumer.poll(POLL));
      }
    } catch (WakeupException _) {
      // told to stop
    } catch (MalformedException | KafkaException e) {
      failure = e;
    }
  }

  private void read(ConsumerRecords<byte[], byte[]> records) throws MalformedException {
    if (records.isEmpty()) {
      return;
    }
    long now = Micros.now(clock);
    var answers = new ArrayList<Answer>(records.count());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      byte @Nullable [] value = record.value();
      if (value == null) {
        throw new MalformedException("an answer without a value");
      }
      answers.add(scan.read(value));
    }
    recording.take(answers, now);
  }
}
