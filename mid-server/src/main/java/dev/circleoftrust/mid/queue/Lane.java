package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.Sending;
import dev.circleoftrust.runtime.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works the rows of one priority off, in a thread of its own, with clients of its own: none waits
 * behind another priority's.
 *
 * <p>Whatever fails in Kafka, the lane opens itself again and recovers as after a death of the
 * process. There is one way back, and every test of it is a test of both.
 */
final class Lane implements Runnable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Lane.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration SHORT_PAUSE = Duration.ofMillis(200);

  private final Desk desk;
  private final KafkaClients clients;
  private final Priority priority;
  private final Pause pause;
  private final CountDownLatch opened = new CountDownLatch(1);
  private volatile boolean open;
  private volatile boolean closing;

  Lane(Desk desk, KafkaClients clients, Priority priority, Pause pause) {
    this.desk = desk;
    this.clients = clients;
    this.priority = priority;
    this.pause = pause;
  }

  @Override
  public void run() {
    try {
      desk.circle().awaitFirstReading();
      while (!closing) {
        work();
      }
    } catch (InterruptedException | InterruptException _) {
      Thread.currentThread().interrupt();
    }
  }

  Priority priority() {
    return priority;
  }

  /** True while it fetches rows, or may as soon as nobody pauses it. */
  boolean isOpen() {
    return open;
  }

  /** Waits until it has opened for the first time; true if it did within {@code patience}. */
  boolean awaitOpen(Duration patience) throws InterruptedException {
    return opened.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends the thread soon, between two batches. */
  void close() {
    closing = true;
  }

  private void work() {
    AgentName agent = desk.judge().agent();
    try (var topics = new TopicLookup(clients.admin(name()))) {
      LaneSession.Route route = LaneSession.Route.find(topics, agent, priority);
      String results = route.results().topic();
      var producer = clients.transactionalProducer(name(), name(), Sending.GATHERED);
      try (Outbox outbox = Outbox.open(producer, results);
          Consumer<byte[], byte[]> consumer = clients.consumer(name())) {
        var session = new LaneSession(desk, topics, route, outbox, consumer);
        session.recover();
        opened.countDown();
        open = true;
        while (!closing && session.isCurrent()) {
          session.turn(pause.holds(priority));
        }
      }
    } catch (InterruptException e) {
      throw e;
    } catch (TopicMissingException e) {
      LOGGER.atInfo().addKeyValue("missing", e.getMessage()).log("the lane makes its topics");
      makeTopics(agent);
    } catch (KafkaException e) {
      LOGGER
          .atWarn()
          .setCause(e)
          .addKeyValue("priority", priority.word())
          .log("the broker fails; the lane opens again");
      LockSupport.parkNanos(PAUSE.toNanos());
    } finally {
      open = false;
    }
  }

  private void makeTopics(AgentName agent) {
    try {
      Topics.ensure(
          clients,
          List.of(
              Topics.ecc(new EccTopics.Output(agent, priority).topic()),
              Topics.ecc(new EccTopics.Input(agent).topic()),
              Topics.ecc(EccTopics.QUARANTINE)));
    } catch (KafkaException e) {
      LOGGER
          .atInfo()
          .addKeyValue("cause", e.getMessage())
          .log("the topics are not there yet; the lane waits for them");
      LockSupport.parkNanos(SHORT_PAUSE.toNanos());
    }
  }

  /** The transactional id, and what the clients call themselves. */
  private String name() {
    return "mid.%s.%s".formatted(desk.judge().agent(), priority.word());
  }
}
