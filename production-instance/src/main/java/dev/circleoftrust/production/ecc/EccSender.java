package dev.circleoftrust.production.ecc;

import dev.circleoftrust.batch.BatchProof;
import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Sends records in their order and waits until Kafka has acknowledged every one. For one thread.
 *
 * <p>A producer that has failed may have sent some: it is thrown away, and the caller sends the
 * same records again from the first, through a new one. Nothing overtakes what failed.
 */
final class EccSender implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Supplier<Producer<byte[], byte[]>> producers;
  private final OutputTopics topics;
  private @Nullable Producer<byte[], byte[]> current;

  /**
   * @param producers makes idempotent producers with {@code acks=all} that never give a record up
   */
  EccSender(Supplier<Producer<byte[], byte[]>> producers, OutputTopics topics) {
    this.producers = producers;
    this.topics = topics;
  }

  /**
   * What became of records.
   *
   * @param never the rows that can never be sent, and why
   * @param unsigned where those rows stand that left without a proof: topic/partition/offset
   */
  record Sent(Map<SysId, String> never, Map<SysId, String> unsigned) {}

  /**
   * Returns once all are acknowledged, but for those that can never be sent.
   *
   * @throws KafkaException if one is not acknowledged; any number of them may have been sent
   */
  Sent send(List<OutboxRecord> records) throws InterruptedException {
    try {
      Map<String, String> unusable =
          topics.ensure(records.stream().map(record -> record.record().topic()).toList());
      Producer<byte[], byte[]> producer = producer();
      var acknowledgements = new LinkedHashMap<OutboxRecord, Future<RecordMetadata>>();
      var never = new HashMap<SysId, String>();
      for (OutboxRecord record : records) {
        @Nullable String problem = unusable.get(record.record().topic());
        if (problem == null) {
          acknowledgements.put(record, producer.send(kafkaRecord(record)));
        } else {
          never.put(record.row(), problem);
        }
      }
      var unsigned = new LinkedHashMap<SysId, String>();
      for (var sent : acknowledgements.entrySet()) {
        SysId row = sent.getKey().row();
        Optional<String> place = place(sent.getValue());
        if (place.isEmpty()) {
          never.put(row, "it is too large for its Kafka topic");
        } else if (sent.getKey().headers().isEmpty()) {
          unsigned.put(row, place.get());
        }
      }
      return new Sent(never, unsigned);
    } catch (InterruptException e) {
      discard();
      throw new InterruptedException(e.getMessage());
    } catch (KafkaException e) {
      discard();
      throw e;
    }
  }

  /** Where a record stands; nowhere if it is too large for its topic. */
  private static Optional<String> place(Future<RecordMetadata> acknowledgement)
      throws InterruptedException {
    try {
      RecordMetadata at = acknowledgement.get();
      return Optional.of("%s/%d/%d".formatted(at.topic(), at.partition(), at.offset()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RecordTooLargeException) {
        return Optional.empty();
      }
      throw new KafkaException("a record was not acknowledged", e.getCause());
    }
  }

  @Override
  public void close() {
    discard();
  }

  private Producer<byte[], byte[]> producer() {
    if (current == null) {
      current = producers.get();
    }
    return current;
  }

  private void discard() {
    topics.forget();
    if (current != null) {
      current.close(CLOSING);
      current = null;
    }
  }

  private static ProducerRecord<byte[], byte[]> kafkaRecord(OutboxRecord outgoing) {
    BatchRecord record = outgoing.record();
    @Nullable Bytes key = record.key();
    var kafkaRecord =
        new ProducerRecord<byte[], byte[]>(
            record.topic(),
            record.partition(),
            key == null ? null : key.toByteArray(),
            record.value().toByteArray());
    outgoing
        .headers()
        .ifPresent(headers -> {
          kafkaRecord
              .headers()
              .add(BatchStatement.HEADER, headers.statement().toByteArray())
              .add(BatchProof.HEADER, headers.proof().toByteArray());
        });
    return kafkaRecord;
  }
}
