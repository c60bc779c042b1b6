package dev.circleoftrust.runtime.kafka;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the topics that instances share, in a thread of its own, as soon as the broker answers: an
 * instance starts without one, and says so. Safe for any number of threads.
 */
public final class CircleTopics implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(CircleTopics.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final KafkaClients clients;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch made = new CountDownLatch(1);

  private CircleTopics(KafkaClients clients) {
    this.clients = clients;
  }

  /** Begins to make them on the cluster of {@code clients}. */
  public static CircleTopics start(KafkaClients clients) {
    var topics = new CircleTopics(clients);
    Thread.ofPlatform().name("topics").daemon().start(topics::run);
    return topics;
  }

  /** Whether they are there. */
  public boolean areMade() {
    return made.getCount() == 0;
  }

  /**
   * Waits until they are there.
   *
   * @return false if they are not within {@code patience}
   */
  public boolean await(Duration patience) throws InterruptedException {
    return made.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    try {
      do {
        if (make()) {
          made.countDown();
          return;
        }
      } while (!closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // told to end
    }
  }

  private boolean make() {
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
