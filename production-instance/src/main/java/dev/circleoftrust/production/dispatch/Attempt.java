package dev.circleoftrust.production.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * A batch sent by one producer, once. The first record that fails closes the producer at once: what
 * comes after it must not arrive before it is sent again.
 */
final class Attempt {
  private final Flight flight;
  private final Producer<byte[], byte[]> producer;
  private final Runnable told;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * @param told is called once all is acknowledged, and when something fails
   */
  Attempt(Flight flight, Producer<byte[], byte[]> producer, Runnable told) {
    this.flight = flight;
    this.producer = producer;
    this.told = told;
  }

  /**
   * Hands every record that has not arrived to the producer, until one fails.
   *
   * @param unusable topics to which nothing can be sent, and why
   * @throws KafkaException if one has failed already
   */
  void send(Map<String, String> unusable) {
    List<ProducerRecord<byte[], byte[]>> records = flight.batch().records();
    for (int i = 0; i < records.size() && failure.get() == null; i++) {
      if (!flight.hasArrived(i)) {
        send(i, records.get(i), unusable);
      }
    }
    requireNoFailure();
  }

  /**
   * @throws KafkaException if it has to be sent again
   */
  void requireNoFailure() {
    @Nullable Exception cause = failure.get();
    if (cause != null) {
      throw new KafkaException("a record was not acknowledged", cause);
    }
  }

  private void send(
      int index, ProducerRecord<byte[], byte[]> record, Map<String, String> unusable) {
    @Nullable String problem = unusable.get(record.topic());
    if (problem != null) {
      never(index, problem);
      return;
    }
    try {
      var _ = producer.send(record, (at, e) -> answered(index, at, e));
    } catch (IllegalStateException e) {
      throw new KafkaException("a record that failed has closed the producer", e);
    }
  }

  private void answered(int index, @Nullable RecordMetadata at, @Nullable Exception e) {
    if (e == null && at != null) {
      flight.batch().stands(index, at);
      arrived(index);
    } else if (e instanceof RecordTooLargeException) {
      never(index, "it is too large for its Kafka topic");
    } else if (failure.compareAndSet(
        null, e == null ? new IllegalStateException("an answer without a place") : e)) {
      producer.close(Duration.ZERO);
      told.run();
    }
  }

  private void never(int index, String why) {
    flight.batch().never(index, why);
    arrived(index);
  }

  private void arrived(int index) {
    if (flight.arrived(index)) {
      told.run();
    }
  }
}
