package dev.circleoftrust.trusted.circle;

import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.Schema;
import dev.circleoftrust.runtime.store.StoreException;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.Head;
import dev.circleoftrust.trust.LogEntry;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.trust.LogRefusal;
import dev.circleoftrust.trust.Outcome;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.wire.Digest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The circle log as this instance folded it, kept on its own disk: what the broker forgets or hides
 * later is not forgotten here. The circle is the one of the first statements exported here that
 * came back first.
 *
 * <p>Safe for any number of threads.
 */
public final class CircleLog {
  /** The SQL tables in which it is kept. */
  public static final Schema SCHEMA = CircleMemory.SCHEMA;

  private final CircleMemory memory;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final ReentrantLock word = new ReentrantLock();
  private boolean woken;
  private volatile @Nullable CircleState state;

  private CircleLog(CircleMemory memory, InstantSource clock) {
    this.memory = memory;
    this.clock = clock;
  }

  /**
   * The log that {@code database} remembers.
   *
   * @throws StoreException if another tool has damaged it
   */
  public static CircleLog open(Database database, InstantSource clock) {
    var memory = new CircleMemory(database);
    var log = new CircleLog(memory, clock);
    for (LogItem item : memory.items()) {
      CircleState before = log.state;
      Outcome outcome =
          before == null
              ? CircleState.establish(item.envelope().statementId(), item)
              : before.apply(item);
      log.state =
          switch (outcome) {
            case Outcome.Applied(var after) -> after;
            case Outcome.Refused(var reason, _) ->
                throw new StoreException(
                    "the memory of the circle is damaged: an item is refused as " + reason.code());
          };
    }
    return log;
  }

  /** The state of the circle; empty until it is established. */
  public Optional<CircleState> state() {
    return Optional.ofNullable(state);
  }

  /**
   * The state of the circle.
   *
   * @throws ActionRefusedException if it is not established
   */
  public CircleState established() throws ActionRefusedException {
    CircleState known = state;
    if (known == null) {
      throw ActionRefusedException.notNow(
          LogRefusal.NOT_ESTABLISHED.code(),
          "the circle is not established: export the certificate of cm_code_attest and install it"
              + " on production first");
    }
    return known;
  }

  /**
   * The head on which the next instruction is to build.
   *
   * @throws ActionRefusedException if the circle is not established, or its log is not the one that
   *     this instance vouched for
   */
  public Digest acceptedHead() throws ActionRefusedException {
    return switch (judge(established())) {
      case Finding.Sound(var accepted, _, _) -> accepted;
      case Finding.Broken(var detail) ->
          throw ActionRefusedException.notNow(
              "log-broken", "nothing can build on this log: %s".formatted(detail));
    };
  }

  /** What {@link CheckpointRules} find about the log in {@code known}. */
  Finding judge(CircleState known) {
    return CheckpointRules.judge(known, memory.commitments(Head.first(known.circle())));
  }

  /** Remembers that this first statement may be installed on production. */
  public void offer(Digest statement) {
    memory.addOffer(statement);
  }

  /** Adds an item if it is part of the log; it is on the disk before it counts. */
  public Outcome add(LogItem item) {
    lock.lock();
    try {
      CircleState before = state;
      Outcome outcome = before == null ? begin(item) : before.apply(item);
      if (outcome instanceof Outcome.Applied(var after)) {
        memory.addItem(item, headOf(item, after), clock.instant());
        state = after;
        grown.signalAll();
      }
      return outcome;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the log holds an instruction; false where it does not in that time. */
  boolean awaitStatement(Digest statement, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (!holds(statement)) {
        if (left <= 0) {
          return false;
        }
        left = grown.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the log has grown beyond {@code seen}, for so long at most. */
  void awaitChange(Optional<CircleState> seen, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (left > 0 && !woken && state().equals(seen)) {
        left = grown.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whoever holds this lock alone signs for this circle, or waits for what he appended. */
  ReentrantLock word() {
    return word;
  }

  /** Ends the waiting of whoever waits for a change. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  CircleMemory memory() {
    return memory;
  }

  private boolean holds(Digest statement) {
    return state().map(known -> known.containsStatement(statement)).orElse(false);
  }

  private Outcome begin(LogItem item) {
    Digest statement = item.envelope().statementId();
    if (item instanceof LogItem.First && !memory.hasOffered(statement)) {
      return new Outcome.Refused(
          LogRefusal.WRONG_CIRCLE, "the first statement was not exported by this instance");
    }
    return CircleState.establish(statement, item);
  }

  private static Optional<Digest> headOf(LogItem item, CircleState after) {
    return switch (item) {
      case LogItem.First _ -> Optional.of(Head.first(after.circle()));
      case LogItem.Instructed(var envelope, _) ->
          after.entries().stream()
              .filter(entry -> entry.statementId().equals(envelope.statementId()))
              .map(LogEntry::head)
              .findFirst();
      case LogItem.Settled _ -> Optional.empty();
    };
  }
}
