package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.ResultPayload;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.Sending;
import dev.circleoftrust.runtime.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends production an input that answers nothing. One that cannot be sent is not sent later. Safe
 * for several threads.
 *
 * @param clientId what the producer calls itself
 */
record Unasked(Answers answers, KafkaClients clients, String clientId) {
  private static final Logger LOGGER = LoggerFactory.getLogger(Unasked.class);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  /**
   * Sends it; false where it cannot be made, or the broker did not take it within {@code patience}:
   * neither ends the thread of whoever says something from time to time.
   *
   * @param payload made when it is known where it goes, so that it tells of now
   */
  boolean send(String topic, Supplier<ResultPayload> payload, Duration patience)
      throws InterruptedException {
    try {
      Topics.ensure(clients, List.of(Topics.ecc(answers.topic())));
      Producer<byte[], byte[]> producer = clients.producer(clientId, Sending.AT_ONCE);
      try {
        var _ =
            producer
                .send(answers.unasked(topic, payload.get()))
                .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        return true;
      } finally {
        producer.close(CLOSE);
      }
    } catch (RuntimeException | ExecutionException | TimeoutException e) {
      LOGGER.atWarn().setCause(e).addKeyValue("topic", topic).log("not sent, and not sent later");
      return false;
    }
  }
}
