package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.ecc.ResultPayload;
import dev.circleoftrust.mid.probe.Operation;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells production at the start, each minute, and when it is told to, how the MID Server is: an
 * input with the topic {@code HeartbeatProbe} that answers nothing. One that cannot be sent is not
 * sent later.
 */
public final class Heartbeat implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Heartbeat.class);
  private static final String TOPIC = "HeartbeatProbe";
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Unasked unasked;
  private final Operation operation;
  private final Semaphore due = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closing;

  /** Heartbeats of {@code agent}, not begun. */
  public Heartbeat(
      AgentName agent, Desk.Surroundings surroundings, Operation operation, KafkaClients clients) {
    this.unasked =
        new Unasked(
            new Answers(agent, agent, surroundings.clock(), surroundings.ids()),
            clients,
            "mid.%s.heartbeat".formatted(agent));
    this.operation = operation;
    this.thread = Thread.ofPlatform().daemon().name("heartbeat").unstarted(this::run);
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  /** Lets the next one come at once, because something has changed. */
  public void beatNow() {
    due.release();
  }

  @Override
  public void close() {
    closing = true;
    due.release();
    if (thread.getState() == Thread.State.NEW) {
      return; // the MID Server ends before it has begun
    }
    try {
      if (!thread.join(CLOSE)) {
        LOGGER.atWarn().log("the heartbeat does not stop");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // told to stop, only not waited for
    }
  }

  private void run() {
    try {
      while (!closing) {
        Duration pause = beat() ? PERIOD : RETRY;
        var _ = due.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
        var _ = due.drainPermits(); // one tells of all that has changed
      }
      var _ = beat(); // the last one says that it has stopped
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // which ends the thread
    }
  }

  private boolean beat() throws InterruptedException {
    return unasked.send(
        TOPIC, () -> new ResultPayload(0, 0, "", ResultBody.none(), operation.vitals()), PATIENCE);
  }
}
