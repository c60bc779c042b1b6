package dev.circleoftrust.trusted.circle;

import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the topics that this instance writes to, as soon as the broker answers. One thread runs it.
 */
public final class CircleTopics implements Runnable, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(CircleTopics.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final KafkaClients clients;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Makes them on the cluster of {@code clients}. */
  public CircleTopics(KafkaClients clients) {
    this.clients = clients;
  }

  @Override
  public void run() {
    try {
      do {
        if (made()) {
          return;
        }
      } while (!closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // told to end
    }
  }

  private boolean made() {
    try {
      Topics.ensure(clients, List.of(Topics.circle(), Topics.checkpoints(), Topics.updateSets()));
      return true;
    } catch (KafkaException e) {
      LOGGER.atWarn().setCause(e).log("the topics are not there yet");
      return false;
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
