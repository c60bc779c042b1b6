package dev.circleoftrust.production.circle;

import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.Sending;
import dev.circleoftrust.runtime.kafka.Topics;
import dev.circleoftrust.trust.LogItem;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Appends to the topic of the circle log, with a producer of its own for each item. */
public final class KafkaCircleAppender implements CircleAppender {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final KafkaClients clients;

  /** Appends with {@code clients}. */
  public KafkaCircleAppender(KafkaClients clients) {
    this.clients = clients;
  }

  @Override
  public void append(LogItem item) throws InterruptedException {
    var producer = clients.producer("circle", Sending.AT_ONCE.withMaxRecordSize(LogItem.MAX_SIZE));
    try {
      var record =
          new ProducerRecord<byte[], byte[]>(
              EccTopics.CIRCLE,
              Topics.single(EccTopics.CIRCLE).partition(),
              null,
              item.encode().toByteArray());
      var _ = producer.send(record).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException("the circle log was not appended to", e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("no answer within %s".formatted(PATIENCE), e);
    } finally {
      producer.close(CLOSING);
    }
  }
}
