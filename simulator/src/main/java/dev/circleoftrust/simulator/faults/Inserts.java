package dev.circleoftrust.simulator.faults;

import dev.circleoftrust.simulator.client.ProductionInstance;
import dev.circleoftrust.simulator.client.Reply;
import dev.circleoftrust.simulator.client.UnreachableException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Inserts the rows of a plan into production's ecc_queue, each at its time, whoever is down then.
 */
final class Inserts implements AutoCloseable {
  /** What came of the call for a row. */
  enum Answer {
    /** Production has it. */
    ACCEPTED,
    /** Production did not want it. */
    REFUSED,
    /** Nobody answered: production may have it, or not. */
    NONE
  }

  /** A call that production was frozen over is answered when it thaws. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Duration TRY_AGAIN = Duration.ofMillis(100);

  /** All that waited for production to come back come at once. */
  private static final String OVERLOADED = "overloaded";

  private static final Duration OVERLOADED_FOR = Duration.ofSeconds(1);

  private final ProductionInstance production;
  private final Sources sources;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Inserts(ProductionInstance production, Sources sources) {
    this.production = production;
    this.sources = sources;
  }

  /** Begins; returns at once. */
  void begin(RowPlan plan) {
    long began = System.nanoTime();
    for (PlannedRow row : plan.rows()) {
      var _ =
          threads.submit(() -> {
            Thread.sleep(
                Duration.ofNanos(Math.max(0, row.at().toNanos() - (System.nanoTime() - began))));
            answers.put(row.id(), insert(row));
            return row;
          });
    }
  }

  /** Waits until every row was tried; what came of the call for each, by sys_id. */
  Map<String, Answer> await() throws InterruptedException {
    threads.shutdown();
    if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("production left calls without an answer");
    }
    return Map.copyOf(answers);
  }

  /**
   * Tried again where no connection came about, or production was too busy: it has nothing then.
   */
  private Answer insert(PlannedRow row) throws InterruptedException {
    while (true) {
      try {
        Reply reply = production.instance().tables().insert("ecc_queue", sources.row(row));
        if (!reply.reason().equals(OVERLOADED)) {
          return reply.done() ? Answer.ACCEPTED : Answer.REFUSED;
        }
        Thread.sleep(OVERLOADED_FOR);
      } catch (UnreachableException e) {
        if (!(e.getCause() instanceof ConnectException)) {
          return Answer.NONE;
        }
      }
      Thread.sleep(TRY_AGAIN);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
