package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.mid.boot.Membership;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lane for each priority of the MID Server's own rows, and one for each priority of its
 * cluster's. Those of one priority share their workers.
 */
public final class Lanes implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Lanes.class);

  /** What a lane needs beyond the time that it is given for rows that run. */
  private static final Duration ENDING = Duration.ofSeconds(4);

  private final List<Lane> lanes = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final WorkerPools pools;
  private final Duration drain;

  /**
   * How the lanes are run.
   *
   * @param clients connect them to Kafka
   * @param pools run the rows
   * @param pause may hold them
   * @param drain how long a stop waits for rows that run
   */
  public record Means(KafkaClients clients, WorkerPools pools, Pause pause, Duration drain) {}

  /** The lanes of {@code desk}'s own rows. */
  public Lanes(Desk desk, Means means) {
    this.pools = means.pools();
    this.drain = means.drain();
    for (Priority priority : Priority.values()) {
      lanes.add(new Lane(desk, means.clients(), pools.of(priority), means.pause(), null));
    }
  }

  /**
   * Adds the lanes of a cluster's rows.
   *
   * @param own the desk of the MID Server's own rows
   */
  public void join(Membership membership, Desk own, Means means) {
    Desk desk = own.with(own.judge().of(membership.cluster()));
    for (Priority priority : Priority.values()) {
      lanes.add(new Lane(desk, means.clients(), pools.of(priority), means.pause(), membership));
    }
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
              .name("lane " + lane.name())
              .uncaughtExceptionHandler(death)
              .start(lane));
    }
  }

  /** Registers how many rows wait on the broker, by priority. */
  public void register(MeterRegistry registry) {
    for (Priority priority : Priority.values()) {
      Gauge.builder("ecc.lag", this, lanes -> lanes.lag(priority))
          .tag("priority", priority.word())
          .register(registry);
    }
  }

  /** How many rows of {@code priority} wait on the broker, as far as that is known. */
  public long lag(Priority priority) {
    return lanes.stream().filter(lane -> lane.priority() == priority).mapToLong(Lane::lag).sum();
  }

  /** True while every lane works. */
  public boolean areOpen() {
    return lanes.stream().allMatch(Lane::isOpen);
  }

  /** What keeps a lane from working, for an operator, if anything is known to. */
  public Optional<String> problem() {
    return lanes.stream().map(Lane::problem).filter(problem -> !problem.isEmpty()).findFirst();
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

  /** Starts no more rows, and waits a while for those that run; what is left is in the journal. */
  @Override
  public void close() {
    pools.stop();
    long deadline = System.nanoTime() + drain.toNanos();
    lanes.forEach(lane -> lane.close(deadline));
    try {
      for (Thread thread : threads) {
        long left = deadline + ENDING.toNanos() - System.nanoTime();
        if (!thread.join(Duration.ofNanos(Math.max(1, left)))) {
          LOGGER.atWarn().addKeyValue("thread", thread.getName()).log("a lane does not stop");
        }
      }
      pools.await(deadline); // without a broker no lane waits for them, and their results are kept
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // told to stop, only not waited for
    }
    lanes.forEach(Lane::end);
    pools.interrupt();
  }
}
