package dev.circleoftrust.trusted.circle;

import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.trusted.action.ActionRefusedException.Kind;
import dev.circleoftrust.wire.Bytes;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Publishes by a Kafka producer that somebody else closes. */
public final class KafkaPublisher implements CirclePublisher {
  /** Longer than the producer tries, so that nothing is sent after the answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(35);

  private final Producer<byte[], byte[]> producer;

  /** Publishes by {@code producer}, whose {@code acks} are {@code all}. */
  public KafkaPublisher(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  @Override
  public void publish(String topic, Bytes key, Bytes value) throws ActionRefusedException {
    var record = new ProducerRecord<>(topic, key.toByteArray(), value.toByteArray());
    try {
      var _ = producer.send(record).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new ActionRefusedException(
          Kind.UNAVAILABLE,
          "broker-unavailable",
          "the broker did not acknowledge a record of %s: see whether it arrived, then try again"
              .formatted(topic),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ActionRefusedException(
          Kind.UNAVAILABLE, "broker-unavailable", "this instance is stopping", e);
    }
  }
}
