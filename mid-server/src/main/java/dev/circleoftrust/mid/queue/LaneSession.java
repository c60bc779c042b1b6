package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.mid.queue.Steps.Step;
import dev.circleoftrust.runtime.store.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lane between two failures. For one thread, which fetches, judges, announces and answers; what
 * may run it gives to the workers of its priority.
 *
 * <p>Rows are announced in one Kafka transaction with the answers that are ready; only then workers
 * get them. Where the workers have enough, no more rows are fetched.
 */
final class LaneSession {
  private static final Logger LOGGER = LoggerFactory.getLogger(LaneSession.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** How many rows of the journal, and how many of their bytes, are taken up together. */
  private static final int SLICE = 100;

  private static final long MAX_SLICE = 2 << 20;

  /** How often the broker is asked whether the topic is still the same. */
  private static final Duration LOOK = Duration.ofSeconds(30);

  private final Desk desk;
  private final TopicLookup topics;
  private final Route route;
  private final Crew crew;
  private final RowRun.Bench bench;
  private final Intake intake;
  private final Mail mail;
  private final Feed feed;
  private final AtSight atSight;
  private final Consumer<byte[], byte[]> consumer;
  private final Recovery recovery;
  private long looked = System.nanoTime();
  private final Deque<Long> backlog = new ArrayDeque<>();
  private boolean standing;
  private boolean full;
  private @Nullable StoreException unwritten;

  /**
   * Where rows come from, and where their results go.
   *
   * @param priority of the rows
   * @param output the topic of the rows
   * @param results the one partition of the results
   */
  record Route(Priority priority, TopicLookup.Topic output, TopicPartition results) {
    /**
     * Looks the topics up.
     *
     * @throws TopicMissingException if one is not on the broker
     */
    static Route find(TopicLookup topics, AgentName agent, Priority priority) {
      var input = topics.find(new EccTopics.Input(agent).topic());
      var _ = topics.find(EccTopics.QUARANTINE);
      var output = topics.find(new EccTopics.Output(agent, priority).topic());
      return new Route(priority, output, input.partitions().getFirst());
    }
  }

  /**
   * Who works in a lane, and what outlives its sessions.
   *
   * @param pool the workers
   * @param hand the rows that they have
   * @param attempts what was about to be fetched when a process ended
   * @param log tells what was refused
   * @param group in which the rows are shared with others; absent where they are the MID Server's
   *     own
   */
  record Crew(
      WorkerPool pool,
      InHand hand,
      Attempts attempts,
      RefusalLog log,
      ClusterFeed.@Nullable Group group) {}

  LaneSession(
      Desk desk,
      TopicLookup topics,
      Route route,
      Crew crew,
      Outbox outbox,
      Consumer<byte[], byte[]> consumer) {
    this.desk = desk;
    this.topics = topics;
    this.route = route;
    this.crew = crew;
    AgentName agent = desk.judge().agent();
    var surroundings = desk.surroundings();
    var refusals = new Refusals(desk.circle(), desk.verdicts(), crew.log());
    var answers = new Answers(agent, desk.host(), surroundings.clock(), surroundings.ids());
    this.bench = new RowRun.Bench(refusals, answers, crew.hand());
    this.intake = new Intake(desk, refusals);
    this.mail =
        new Mail(
            outbox,
            answers,
            new Quarantine(desk.host(), surroundings.clock(), desk.verdicts()),
            desk.journal(),
            new Mail.Lane(route.output().name(), route.priority(), surroundings.steps()));
    var ground = new Feed.Ground(desk, topics, route.output(), consumer, intake);
    this.feed =
        crew.group() == null
            ? new OwnFeed(ground, crew.attempts(), this::skip)
            : new ClusterFeed(ground, crew.group(), crew.attempts(), this::skip);
    this.consumer = consumer;
    this.atSight = new AtSight(desk, route.priority(), bench);
    this.recovery = new Recovery(desk, refusals);
  }

  /**
   * Finds out which rows are still to be answered. Those of the journal are taken up as there is
   * room for them, before any other is fetched; where there are none, what the MID Server itself is
   * sent from now on is not from before. A cluster's partitions are given to it later.
   */
  void recover() {
    var reopening =
        new Reopening(
            desk,
            route.output().name(),
            crew.group() != null,
            new ReadBack(consumer, route.results(), desk.host()));
    backlog.addAll(reopening.left(crew.hand(), topics.end(route.results())));
    if (backlog.isEmpty()) {
      stand();
    }
  }

  /** Begins to fetch. */
  private void stand() {
    feed.begin();
    crew.hand().wakeBy(feed::wake);
    standing = true;
  }

  /** Takes some rows of the journal up; true while there are more. */
  private boolean resume() throws InterruptedException {
    var rows = new ArrayList<Pending>();
    long bytes = 0;
    while (!backlog.isEmpty() && rows.size() < SLICE && bytes < MAX_SLICE && !isFull()) {
      Optional<Entry> entry = desk.journal().entry(backlog.removeFirst());
      if (entry.isPresent()) {
        rows.add(recovery.resume(entry.get()));
        bytes += entry.get().size();
      }
    }
    if (!rows.isEmpty()) {
      mail.announce(rows);
      mail.send();
      desk.surroundings().steps().reached(Step.ANNOUNCED);
      rows.forEach(this::workOn);
    } else {
      crew.hand().await(POLL);
    }
    collect();
    mail.send();
    return !backlog.isEmpty();
  }

  /** True while the topic is the one that the session began with. */
  boolean isCurrent() {
    if (System.nanoTime() - looked < LOOK.toNanos()) {
      return true;
    }
    looked = System.nanoTime();
    desk.journal()
        .forgetBefore(desk.surroundings().clock().instant().minus(desk.judge().maxRecordAge()));
    if (standing && !crew.hand().isWithWorkers() && !crew.hand().hasAny()) {
      // All that was committed is known: what others commit need never be read back.
      desk.journal().answered(route.output().name(), List.of(), topics.end(route.results()));
    }
    return topics.find(route.output().name()).equals(route.output());
  }

  /**
   * Answers what has run, fetches rows and gives them to workers.
   *
   * @param paused true where none are to be fetched
   */
  void turn(boolean paused) throws InterruptedException {
    crew.log().tell();
    if (!standing) {
      if (!backlog.isEmpty() && resume()) {
        endIfUnwritten();
        return;
      }
      stand();
    }
    Duration patience = crew.hand().hasAny() ? Duration.ZERO : POLL;
    List<ConsumerRecord<byte[], byte[]>> fetched = feed.poll(patience, paused || isFull());
    collect();
    if (fetched.isEmpty()) {
      mail.send();
    } else {
      take(fetched);
    }
    endIfUnwritten();
  }

  /** Answers what workers still have, until {@code deadline} by {@link System#nanoTime()}. */
  void drain(long deadline) throws InterruptedException {
    while (crew.hand().isWithWorkers() && System.nanoTime() - deadline < 0) {
      if (standing) {
        var _ = feed.poll(POLL, true);
      } else {
        crew.hand().await(POLL);
      }
      collect();
      mail.send();
    }
    collect();
    mail.send();
    if (standing) {
      feed.leave();
    }
  }

  /** How many rows the broker holds that were not fetched. */
  long lag() {
    return feed.lag();
  }

  private void take(List<ConsumerRecord<byte[], byte[]>> fetched) {
    Judged first = intake.judge(fetched);
    desk.surroundings().steps().reached(Step.JUDGED);
    Judged judged = intake.upToDate(first);
    if (atSight.maySettle(judged)) {
      settle(judged, feed.taken(fetched));
    } else {
      keep(intake.keep(judged), feed.taken(fetched));
    }
  }

  private void settle(Judged judged, Outbox.@Nullable Taken taken) {
    atSight.answer(judged, mail);
    if (taken == null) {
      mail.settle(judged, intake);
    } else {
      // The group knows how far it is read; the firewall counts rather twice than never.
      intake.remember(judged, () -> {});
      mail.send(taken);
      desk.surroundings().steps().reached(Step.COMMITTED);
    }
    desk.verdicts().settledAtSight(judged.rows().size());
  }

  private void keep(List<Pending> rows, Outbox.@Nullable Taken taken) {
    desk.surroundings().steps().reached(Step.RECEIVED);
    mail.announce(rows);
    rows.stream()
        .filter(row -> row.entry().state() instanceof Entry.State.Refused)
        .forEach(this::workOn);
    mail.send(taken);
    desk.surroundings().steps().reached(Step.ANNOUNCED);
    rows.stream()
        .filter(row -> !(row.entry().state() instanceof Entry.State.Refused))
        .forEach(this::workOn);
  }

  private void workOn(Pending row) {
    switch (row.entry().state()) {
      case Entry.State.Refused(var refusal) -> mail.refuse(row.entry(), refusal);
      case Entry.State.Done(var results) -> {
        mail.add(row.entry(), results);
        if (mail.isLarge()) {
          mail.send();
        }
      }
      case Entry.State.Accepted(),
          Entry.State.Taken(),
          Entry.State.Running(),
          Entry.State.RunningAgain() -> {
        crew.hand().give(row.entry());
        crew.pool().submit(new RowRun(desk, bench, row));
      }
    }
  }

  /** Puts what has come back from workers into the mail. */
  private void collect() {
    for (Outcome outcome : crew.hand().collect()) {
      switch (outcome) {
        case Outcome.Ran(var entry, var results) -> mail.add(entry, results);
        case Outcome.Refused(var entry, var refusal) -> mail.refuse(entry, refusal);
        case Outcome.Unwritten(_, var cause) -> unwritten = cause;
      }
      if (mail.isLarge()) {
        mail.send();
      }
    }
  }

  /** What did run is answered first: it may be nowhere but here. */
  private void endIfUnwritten() {
    if (unwritten != null) {
      throw unwritten;
    }
  }

  private boolean isFull() {
    boolean now = crew.pool().isFull();
    if (now && !full) {
      crew.pool().noteFull();
      LOGGER.atWarn().log("{}: no rows are fetched until there is room", crew.pool().words());
    }
    full = now;
    return now;
  }

  private void skip(TopicPartition partition, long offset) {
    String place = "%s/%d/%d".formatted(partition.topic(), partition.partition(), offset);
    LOGGER
        .atError()
        .addKeyValue("place", place)
        .log("an offset is skipped: the process ended twice when it was fetched");
    desk.verdicts().skipped();
    mail.add(
        bench
            .answers()
            .skipped(
                place,
                "oversize: the MID Server ended twice when it fetched what stands here, so it is"
                    + " skipped unread; find out who wrote it"));
  }
}
