package dev.circleoftrust.mid.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What one lane sends, in transactions that span sending and committing only: else an open one
 * would hide the results of the other lanes. For one thread.
 *
 * <p>Where a commit fails, nobody knows whether it took place: the lane opens itself again and
 * reads what was committed.
 */
final class Outbox implements AutoCloseable {
  /** The most bytes of one record: below what a broker takes when nobody has told it otherwise. */
  static final int MAX_SIZE = 900_000;

  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;
  private final String results;

  private Outbox(Producer<byte[], byte[]> producer, String results) {
    this.producer = producer;
    this.results = results;
  }

  /**
   * Takes over the transactional id of {@code producer}: whoever held it before can commit nothing
   * more, and what he left open is aborted.
   *
   * @param results the topic of results
   */
  static Outbox open(Producer<byte[], byte[]> producer, String results) {
    try {
      producer.initTransactions();
      return new Outbox(producer, results);
    } catch (RuntimeException e) {
      producer.close(CLOSE);
      throw e;
    }
  }

  /**
   * How far a cluster's rows are taken, to be known when what tells of them is.
   *
   * @param offsets the next offset of each partition
   * @param member as whom they are taken: one that was put out of the cluster commits nothing
   */
  record Taken(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata member) {
    public Taken {
      offsets = Map.copyOf(offsets);
    }
  }

  /**
   * Commits all or nothing.
   *
   * @param taken what is committed with the records; absent where nothing is
   * @return the offset after the last of them on the topic of results, or -1 where none went there
   */
  long commit(List<ProducerRecord<byte[], byte[]>> records, @Nullable Taken taken) {
    producer.beginTransaction();
    @Nullable Future<RecordMetadata> last = null;
    for (ProducerRecord<byte[], byte[]> record : records) {
      Future<RecordMetadata> sent = producer.send(record);
      if (record.topic().equals(results)) {
        last = sent; // of one partition, in its order
      }
    }
    if (taken != null) {
      producer.sendOffsetsToTransaction(taken.offsets(), taken.member());
    }
    producer.commitTransaction(); // fails where any of them did
    return last == null ? -1 : last.resultNow().offset() + 1;
  }

  @Override
  public void close() {
    try {
      producer.close(CLOSE);
    } catch (KafkaException _) {
      // What it had to say was said when the commit failed.
    }
  }
}
