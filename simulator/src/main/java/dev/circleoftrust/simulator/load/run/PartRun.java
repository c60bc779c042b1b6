package dev.circleoftrust.simulator.load.run;

import dev.circleoftrust.runtime.load.Spoiling;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.load.account.Account;
import dev.circleoftrust.simulator.load.measure.Gauge;
import dev.circleoftrust.simulator.load.measure.Micros;
import dev.circleoftrust.simulator.load.measure.PartName;
import dev.circleoftrust.simulator.load.measure.PartResult;
import dev.circleoftrust.simulator.load.measure.Recording;
import dev.circleoftrust.simulator.load.measure.Steadiness;
import dev.circleoftrust.simulator.load.measure.Usage;
import dev.circleoftrust.simulator.load.option.LoadSettings;
import dev.circleoftrust.simulator.load.report.Progress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Drives one part of the channel: has records made, tells production how many are done with,
 * drains, and settles the account. For one thread.
 */
final class PartRun {
  private static final Duration CREDIT = Duration.ofMillis(40);
  private static final Duration LONGEST_RAMP = Duration.ofSeconds(1);
  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final double MICROS_A_SECOND = 1e6;
  private static final int RAMP = 5;
  private static final int WARM_UP_SPANS = 12;

  private final Ground ground;
  private final Order order;
  private final Recording recording;
  private final List<Long> unacknowledged = new ArrayList<>();
  private final List<Long> unread = new ArrayList<>();
  private Channel.State last = new Channel.State(true, 0, 0, 0, 0, Map.of());

  /**
   * What all parts have in common.
   *
   * @param channel production's source of rows
   * @param reader of what MID Servers answer
   * @param audit of what production sent
   * @param gauge of what the processes use
   * @param progress is told how far it is
   */
  record Ground(
      Channel channel,
      AnswerReader reader,
      TopicAudit audit,
      Gauge gauge,
      Progress progress,
      InstantSource clock) {}

  /**
   * What this part is.
   *
   * @param name which
   * @param run its number, as every sys_id of it will bear
   * @param agents whom records are made for
   * @param rate records a second; 0 for a closed loop
   * @param window the most records under way in a closed loop
   * @param traffic what is sent
   */
  record Order(
      PartName name,
      long run,
      List<String> agents,
      double rate,
      int window,
      LoadSettings.Traffic traffic) {
    /** How many records: a fixed number, or 0 until the time is over. */
    private long records() {
      return rate > 0 ? 0 : traffic.amount().records();
    }

    /** What is spoiled: nothing while nobody could tell. */
    private Spoiling spoiling() {
      return name.isOn() && traffic.spoiled().share() > 0
          ? new Spoiling(traffic.spoiled().seed(), traffic.spoiled().share())
          : Spoiling.NONE;
    }
  }

  PartRun(Ground ground, Order order) {
    this.ground = ground;
    this.order = order;
    this.recording = Recording.of(order.run(), Micros.now(ground.clock()));
  }

  /**
   * Drives it to its end.
   *
   * @throws RefusedException if production refuses, or stops answering
   */
  PartResult drive() throws RefusedException, InterruptedException {
    ground.reader().into(recording);
    long began = Micros.now(ground.clock());
    take(
        ground
            .channel()
            .start(
                new Channel.Order(
                    order.agents(), order.run(), order.records(), order.rate(), order.window()),
                order.traffic()));
    long bytes = last.bytes();
    makeFor(ramp());
    long steady = Micros.now(ground.clock());
    Usage before = ground.gauge().read();
    long cpu = ground.reader().cpuNanos();
    unacknowledged.clear();
    unread.clear();
    if (!order.name().counted()) {
      makeUntilSteady();
    } else if (order.records() > 0) {
      makeAll();
    } else {
      makeFor(order.traffic().amount().duration().toNanos() - ramp());
    }
    long stopped = Micros.now(ground.clock());
    Usage after = ground.gauge().read();
    double reader =
        (ground.reader().cpuNanos() - cpu) / Math.max(1.0, (after.at() - before.at()) * 1e3);
    take(ground.channel().stop());
    drain();
    return new PartResult(
        order.name(),
        new PartResult.Timing(began, steady, stopped, order.rate()),
        new PartResult.Flow(
            recording.timeline(),
            last.bytes() - bytes,
            new PartResult.Waiting(median(unacknowledged), median(unread))),
        new PartResult.Effort(before, after, reader),
        account());
  }

  private long ramp() {
    return Math.min(order.traffic().amount().duration().toNanos() / RAMP, LONGEST_RAMP.toNanos());
  }

  /** Lets records be made for a time. */
  private void makeFor(long nanos) throws RefusedException, InterruptedException {
    long began = System.nanoTime();
    while (last.running() && System.nanoTime() - began < nanos) {
      long completed = step();
      show(completed, (System.nanoTime() - began) / (double) nanos);
    }
  }

  /** Lets records be made until no more complete a second than before, or the time is over. */
  private void makeUntilSteady() throws RefusedException, InterruptedException {
    Duration most = order.traffic().amount().duration();
    long began = System.nanoTime();
    var steadiness =
        new Steadiness(most.dividedBy(WARM_UP_SPANS), began, recording.ledger().completed());
    long completed;
    do {
      completed = step();
      show(completed, (System.nanoTime() - began) / (double) most.toNanos());
    } while (!steadiness.at(System.nanoTime(), completed)
        && System.nanoTime() - began < most.toNanos());
  }

  /** Lets all records be made that were ordered, and answered: a window may hold all of them. */
  private void makeAll() throws RefusedException, InterruptedException {
    long silent = System.nanoTime() + SILENCE.toNanos();
    long before = -1;
    long completed = 0;
    while (completed < order.records() && System.nanoTime() < silent) {
      completed = step();
      show(completed, completed / (double) order.records());
      if (completed != before) {
        before = completed;
        silent = System.nanoTime() + SILENCE.toNanos();
      }
    }
  }

  private void show(long completed, double done) {
    double seconds = (Micros.now(ground.clock()) - recording.timeline().began()) / MICROS_A_SECOND;
    ground.progress().bar(order.name().id(), done, completed / Math.max(seconds, 0.01));
  }

  private long step() throws RefusedException, InterruptedException {
    TimeUnit.NANOSECONDS.sleep(CREDIT.toNanos());
    ground.reader().check();
    long completed = recording.ledger().completed();
    take(ground.channel().credit(completed));
    unacknowledged.add(last.made() - last.acknowledged());
    unread.add(last.acknowledged() - completed);
    return completed;
  }

  /** Waits until every record that was made has its answer, or nothing comes for a long time. */
  private void drain() throws InterruptedException {
    long completed = recording.ledger().completed();
    long silent = System.nanoTime() + SILENCE.toNanos();
    while (completed < last.made() && System.nanoTime() < silent) {
      TimeUnit.NANOSECONDS.sleep(CREDIT.toNanos());
      ground.reader().check();
      long now = recording.ledger().completed();
      if (now != completed) {
        silent = System.nanoTime() + SILENCE.toNanos();
        completed = now;
      }
    }
  }

  private Account account() {
    Account account = recording.ledger().settle(last.made(), order.spoiling());
    TopicAudit.Found found = ground.audit().read(order.run());
    long altered = account.spoiled().getOrDefault(Spoiling.Kind.ALTERED_VALUE.word(), 0L);
    var problems = new ArrayList<>(found.problems(last.made(), altered, order.name().isOn()));
    if (last.failed() > 0) {
      problems.add("%d records were never acknowledged by the broker".formatted(last.failed()));
    }
    return account.with(found.headerBytes(), problems);
  }

  private void take(Channel.State state) {
    last = state;
    state.spoiled().forEach(recording.ledger()::spoiled);
  }

  private static long median(List<Long> values) {
    return values.isEmpty() ? 0 : values.stream().sorted().toList().get(values.size() / 2);
  }
}
