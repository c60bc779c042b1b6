package dev.circleoftrust.simulator.load.run;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.runtime.kafka.Fetching;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.load.LoadRow;
import dev.circleoftrust.simulator.kafka.BrokerException;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads back from the broker what production sent, after a part and outside of its time: that every
 * record is there once, and what signatures weigh. For one thread.
 */
final class TopicAudit implements AutoCloseable {
  private static final Fetching FETCHING = new Fetching(16 << 20, 20_000);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final byte[] BEGIN = "{\"ecc\":{\"sys_id\":\"".getBytes(US_ASCII);
  private static final int SYS_ID = 32;

  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  /**
   * What stands in the topics.
   *
   * @param records how many
   * @param headerBytes names and values of all headers
   * @param once how many records of the run stand there once
   * @param twice how many stand there more often
   * @param strange how many are of no run, or of another
   */
  record Found(long records, long headerBytes, long once, long twice, long strange) {
    /**
     * A sentence for each thing that does not hold.
     *
     * @param made how many records production says that it made
     * @param altered how many of them were altered on purpose, wherever that struck
     * @param on whether Code Signing was on
     */
    List<String> problems(long made, long altered, boolean on) {
      var problems = new ArrayList<String>();
      if (records != made) {
        problems.add("%d records stand in the topics, %d were made".formatted(records, made));
      }
      if (twice > 0) {
        problems.add("%d records stand in the topics more than once".formatted(twice));
      }
      if (strange > altered || once + altered < made) {
        problems.add("%d records in the topics are not of this part".formatted(strange));
      }
      if (!on && headerBytes > 0) {
        problems.add(
            "%d bytes of signatures on the wire although Code Signing was off"
                .formatted(headerBytes));
      }
      return problems;
    }
  }

  private TopicAudit(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    this.consumer = consumer;
    this.partitions = partitions;
  }

  /** Of the outputs for these agents, from now on. */
  static TopicAudit from(KafkaClients clients, List<String> agents) {
    Consumer<byte[], byte[]> consumer = clients.consumer("load-audit", FETCHING);
    var partitions = new ArrayList<TopicPartition>();
    for (String agent : agents) {
      for (Priority priority : Priority.values()) {
        String topic = new EccTopics.Output(new AgentName(agent), priority).topic();
        consumer
            .partitionsFor(topic)
            .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
      }
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    return new TopicAudit(consumer, partitions);
  }

  /**
   * What has come since this was last asked, or since the beginning.
   *
   * @param run the run that all of it must be of
   * @throws BrokerException if it cannot be read to its end
   */
  Found read(long run) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    var seen = new BitSet();
    var counts = new Counts();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long silent = System.nanoTime() + SILENCE.toNanos();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        counts.take(record, run, seen);
        silent = System.nanoTime() + SILENCE.toNanos();
      }
      if (System.nanoTime() > Math.min(deadline, silent)) {
        throw new BrokerException("what production sent cannot be read to its end");
      }
    }
    return new Found(
        counts.records, counts.headerBytes, seen.cardinality(), counts.twice, counts.strange);
  }

  @Override
  public void close() {
    consumer.close();
  }

  private static final class Counts {
    private long records;
    private long headerBytes;
    private long twice;
    private long strange;

    private void take(ConsumerRecord<byte[], byte[]> record, long run, BitSet seen) {
      records++;
      for (Header header : record.headers()) {
        byte @Nullable [] value = header.value();
        headerBytes += header.key().length() + (value == null ? 0 : value.length);
      }
      long index = index(record.value(), run);
      if (index < 0) {
        strange++;
      } else if (seen.get((int) index)) {
        twice++;
      } else {
        seen.set((int) index);
      }
    }

    private static long index(byte @Nullable [] value, long run) {
      if (value == null
          || value.length < BEGIN.length + SYS_ID
          || !Arrays.equals(value, 0, BEGIN.length, BEGIN, 0, BEGIN.length)) {
        return -1;
      }
      try {
        LoadRow row = LoadRow.parse(new String(value, BEGIN.length, SYS_ID, US_ASCII));
        return row.run() == run && row.index() < Integer.MAX_VALUE ? row.index() : -1;
      } catch (MalformedException _) {
        return -1;
      }
    }
  }
}
