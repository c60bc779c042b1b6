package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what MID Servers answer, in a thread of its own. It looks for new topics every second, and
 * takes its positions from production's own disk: no consumer group can be reset.
 */
final class InputReader implements Runnable {
  private static final Logger LOGGER = LoggerFactory.getLogger(InputReader.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration LOOK_FOR_TOPICS = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Database database;
  private final InputPositions positions;
  private final Results results;
  private final Set<AgentName> others;

  /**
   * @param consumers makes consumers that see what is committed and nothing else, without a group
   * @param others whose answers somebody else reads
   */
  InputReader(
      Supplier<Consumer<byte[], byte[]>> consumers,
      Database database,
      InputPositions positions,
      Results results,
      Set<AgentName> others) {
    this.consumers = consumers;
    this.database = database;
    this.positions = positions;
    this.results = results;
    this.others = Set.copyOf(others);
  }

  /** Runs until the thread is interrupted. */
  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        read(consumer);
      } catch (InterruptException | InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        // Whatever it is: nothing was committed, so a new consumer reads it again.
        LOGGER.atWarn().setCause(e).log("reading ECC inputs failed");
        pause();
      }
    }
  }

  private void read(Consumer<byte[], byte[]> consumer) throws InterruptedException {
    long lookAgain = System.nanoTime();
    while (!Thread.interrupted()) {
      if (System.nanoTime() - lookAgain >= 0) {
        assign(consumer);
        lookAgain = System.nanoTime() + LOOK_FOR_TOPICS.toNanos();
      }
      if (consumer.assignment().isEmpty()) {
        Thread.sleep(POLL); // no MID Server has ever answered
      } else {
        write(poll(consumer));
      }
    }
    throw new InterruptedException();
  }

  /** What came; a partition that was made anew, or cut, is read from its beginning. */
  private static ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> consumer) {
    try {
      return consumer.poll(POLL);
    } catch (OffsetOutOfRangeException e) {
      LOGGER.atWarn().addKeyValue("places", e.partitions()).log("ECC inputs were cut");
      consumer.seekToBeginning(e.partitions());
      return ConsumerRecords.empty();
    }
  }

  private void assign(Consumer<byte[], byte[]> consumer) {
    var found = new ArrayList<TopicPartition>();
    for (Map.Entry<String, List<PartitionInfo>> topic : consumer.listTopics().entrySet()) {
      if (agentOf(topic.getKey()).filter(agent -> !others.contains(agent)).isPresent()) {
        topic
            .getValue()
            .forEach(part -> found.add(new TopicPartition(part.topic(), part.partition())));
      }
    }
    if (!consumer.assignment().containsAll(found)) {
      consumer.assign(found);
      found.forEach(partition -> consumer.seek(partition, positions.next(partition)));
    }
  }

  private void write(ConsumerRecords<byte[], byte[]> records) {
    if (records.isEmpty()) {
      return;
    }
    database.inTransaction(_ -> {
      for (TopicPartition partition : records.partitions()) {
        AgentName agent = agentOf(partition.topic()).orElseThrow();
        List<ConsumerRecord<byte[], byte[]>> ofPartition = records.records(partition);
        for (ConsumerRecord<byte[], byte[]> record : ofPartition) {
          byte[] value = record.value();
          results.write(agent, value == null ? Bytes.empty() : Bytes.copyOf(value));
        }
        positions.advance(partition, ofPartition.getLast().offset() + 1);
      }
      return records.count();
    });
  }

  /** Who answers on {@code topic}; empty for a topic of another kind. */
  private static Optional<AgentName> agentOf(String topic) {
    try {
      return Optional.of(EccTopics.Input.parse(topic).agent());
    } catch (MalformedException _) {
      return Optional.empty();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(AFTER_FAILURE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
