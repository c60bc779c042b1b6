package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lane for each priority. Threads of the platform, not virtual ones: native database code would
 * pin those, and a third would wait for seconds.
 */
public final class Lanes implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Lanes.class);
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final List<Lane> lanes;
  private final List<Thread> threads = new ArrayList<>();

  /** The lanes of {@code desk}. */
  public Lanes(Desk desk, KafkaClients clients, Pause pause) {
    this.lanes =
        Stream.of(Priority.values())
            .map(priority -> new Lane(desk, clients, priority, pause))
            .toList();
  }

  /**
   * Begins.
   *
   * @param death is told of a lane that died; the process cannot go on then
   */
  public void start(Thread.UncaughtExceptionHandler death) {
    for (Lane lane : lanes) {
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .name("lane " + lane.priority().word())
              .uncaughtExceptionHandler(death)
              .start(lane));
    }
  }

  /** True while every lane works. */
  public boolean areOpen() {
    return lanes.stream().allMatch(Lane::isOpen);
  }

  /**
   * Waits until every lane has opened for the first time: what is sent from then on is not older
   * than this MID Server's taking over.
   *
   * @return false if they have not within {@code patience}, for instance for want of a broker
   */
  public boolean awaitOpen(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (Lane lane : lanes) {
      if (!lane.awaitOpen(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        return false;
      }
    }
    return true;
  }

  /** Lets each lane end its batch, and waits a moment for it. */
  @Override
  public void close() {
    lanes.forEach(Lane::close);
    try {
      for (Thread thread : threads) {
        if (!thread.join(PATIENCE)) {
          LOGGER.atWarn().addKeyValue("thread", thread.getName()).log("a lane does not stop");
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // told to stop, only not waited for
    }
  }
}
