package dev.circleoftrust.simulator.load.queue;

import dev.circleoftrust.runtime.load.Spoiling;
import dev.circleoftrust.simulator.client.Patience;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.Row;
import dev.circleoftrust.simulator.client.Tables;
import dev.circleoftrust.simulator.load.account.Account;
import dev.circleoftrust.simulator.load.measure.Gauge;
import dev.circleoftrust.simulator.load.measure.Micros;
import dev.circleoftrust.simulator.load.measure.PartResult;
import dev.circleoftrust.simulator.load.measure.QueuePart;
import dev.circleoftrust.simulator.load.measure.Recording;
import dev.circleoftrust.simulator.load.measure.Steadiness;
import dev.circleoftrust.simulator.load.measure.Usage;
import dev.circleoftrust.simulator.load.report.Progress;
import dev.circleoftrust.simulator.load.run.AnswerReader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Drives one part of the queue, and waits until every result was written back. For one thread. */
final class QueuePartRun {
  private static final Duration STEP = Duration.ofMillis(50);
  private static final Duration WRITTEN_BACK = Duration.ofMinutes(2);
  private static final double MICROS_A_SECOND = 1e6;
  private static final String TABLE = "ecc_queue";
  private static final int WARM_UP_SPANS = 10;

  private final Ground ground;
  private final Order order;
  private final Recording recording;
  private final Inserts inserts;

  /** What all parts have in common. */
  record Ground(
      Tables tables,
      TableClient client,
      AnswerReader reader,
      Gauge gauge,
      Progress progress,
      InstantSource clock) {}

  /**
   * What this part is.
   *
   * @param name which
   * @param run its number, as every sys_id of it will bear
   * @param lasting how long rows are inserted
   * @param stream what is inserted
   */
  record Order(QueuePart.Name name, long run, Duration lasting, Inserts.Stream stream) {}

  QueuePartRun(Ground ground, Order order) {
    this.ground = ground;
    this.order = order;
    this.recording = Recording.of(order.run(), Micros.now(ground.clock()));
    this.inserts = new Inserts(ground.client(), order.stream(), recording, ground.clock());
  }

  /** Drives it to its end. */
  QueuePart drive() throws RefusedException, InterruptedException {
    ground.reader().into(recording);
    long began = recording.timeline().began();
    Usage before = ground.gauge().read();
    inserts.start();
    long made;
    try {
      insertForATime();
    } finally {
      made = inserts.stop();
    }
    long stopped = Micros.now(ground.clock());
    Usage after = ground.gauge().read();
    awaitWrittenBack(made);
    long writtenBack = Micros.now(ground.clock());
    Map<String, Long> states = states();
    return new QueuePart(
        order.name(),
        new PartResult.Timing(began, began, stopped, order.stream().pace().rate()),
        new QueuePart.Flow(
            recording.timeline(), inserts.busy(), recording.ledger().resent(), writtenBack),
        new PartResult.Effort(before, after, 0),
        account(made, states));
  }

  /** For its time; while it warms up, until no more rows complete a second than before. */
  private void insertForATime() throws InterruptedException, RefusedException {
    long began = System.nanoTime();
    var steadiness = new Steadiness(order.lasting().dividedBy(WARM_UP_SPANS), began, 0);
    while (System.nanoTime() - began < order.lasting().toNanos()) {
      TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
      ground.reader().check();
      if (!inserts.problem().isEmpty()) {
        throw new RefusedException(inserts.problem(), "not-inserted");
      }
      double done = (System.nanoTime() - began) / (double) order.lasting().toNanos();
      double seconds =
          (Micros.now(ground.clock()) - recording.timeline().began()) / MICROS_A_SECOND;
      long completed = recording.ledger().completed();
      ground.progress().bar(order.name().id(), done, completed / seconds);
      if (steadiness.at(System.nanoTime(), completed) && !order.name().counted()) {
        return;
      }
    }
  }

  /** Waits until no row of the part is on its way any more. */
  private void awaitWrittenBack(long made) throws RefusedException {
    try {
      var _ =
          Patience.until(
              "the result of every row in ecc_queue",
              WRITTEN_BACK,
              () -> {
                ground.reader().check();
                // Do not ask for what cannot be there.
                return recording.ledger().completed() < made
                        || isAny("ready")
                        || isAny("processing")
                    ? Optional.empty()
                    : Optional.of(made);
              });
    } catch (RefusedException e) {
      ground.reader().check();
      if (!e.reason().equals("not-seen")) {
        throw e;
      } // else the account says what is missing
    }
  }

  private boolean isAny(String state) throws RefusedException {
    String query = "state=%s^sys_idSTARTSWITH%08x^queue=output".formatted(state, order.run());
    return !ground.tables().list(TABLE, query, 1).isEmpty();
  }

  /** How many rows of the part are in which state. */
  private Map<String, Long> states() throws RefusedException {
    var states = new TreeMap<String, Long>();
    String query = "sys_idSTARTSWITH%08x^queue=output".formatted(order.run());
    for (Row row : ground.tables().all(TABLE, query, List.of("sys_id", "state"))) {
      states.merge(row.value("state"), 1L, Long::sum);
    }
    return states;
  }

  private Account account(long made, Map<String, Long> states) {
    Account account = recording.ledger().settle(made, Spoiling.NONE);
    var problems = new ArrayList<String>();
    if (!states.equals(made == 0 ? Map.of() : Map.of("processed", made))) {
      problems.add("%d rows were inserted, ecc_queue has %s".formatted(made, states));
    }
    return account.with(0, problems);
  }
}
