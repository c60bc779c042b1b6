package dev.circleoftrust.production.circle;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.Schema;
import dev.circleoftrust.trust.CheckpointReading;
import dev.circleoftrust.trust.Checkpoints;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.trust.LogRefusal;
import dev.circleoftrust.trust.Outcome;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circle log as production has folded it. What is applied is on the disk before it counts, so
 * what the broker forgets later is not forgotten here. Safe for any number of threads.
 */
public final class CircleLog {
  /** The SQL tables in which it is kept. */
  public static final Schema SCHEMA = CircleMemory.SCHEMA;

  private static final Logger LOGGER = LoggerFactory.getLogger(CircleLog.class);

  private final CircleMemory memory;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private volatile @Nullable Digest pin;
  private volatile @Nullable CircleState state;
  private volatile Checkpoints checkpoints = Checkpoints.none();

  private CircleLog(CircleMemory memory, InstantSource clock) {
    this.memory = memory;
    this.clock = clock;
    this.pin = memory.pin().orElse(null);
  }

  /** The log that {@code database} remembers; an item that does not verify is left out. */
  public static CircleLog open(Database database, InstantSource clock) {
    var log = new CircleLog(new CircleMemory(database), clock);
    for (Bytes item : log.memory.items()) {
      try {
        if (log.fold(LogItem.parse(item)) instanceof Outcome.Applied(var after)) {
          log.state = after;
        }
      } catch (MalformedException e) {
        LOGGER.atWarn().addKeyValue("fact", e.fact()).log("a damaged item of the circle log");
      }
    }
    return log;
  }

  /** The circle that a person has established here, if one has. */
  public Optional<Digest> pin() {
    return Optional.ofNullable(pin);
  }

  /**
   * Keeps {@code circle} as the one that production belongs to, for ever.
   *
   * @throws IllegalStateException if it belongs to another
   */
  public void pin(Digest circle) {
    lock.lock();
    try {
      if (pin == null) {
        memory.pin(circle);
        pin = circle;
        grown.signalAll();
      } else if (!circle.equals(pin)) {
        throw new IllegalStateException("this instance belongs to circle " + pin);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The state of the circle; empty until it is established. */
  public Optional<CircleState> state() {
    return Optional.ofNullable(state);
  }

  /** The newest word of each issuer on where the log ends. */
  public Checkpoints checkpoints() {
    return checkpoints;
  }

  /** Has {@code watcher} called, by the thread that adds, whenever the log has grown. */
  public void watch(Runnable watcher) {
    watchers.add(watcher);
  }

  /** What {@code item} would become of, were it the next; nothing is changed. */
  public Outcome fold(LogItem item) {
    CircleState before = state;
    if (before != null) {
      return before.apply(item);
    }
    Digest pinned = pin;
    return pinned == null
        ? new Outcome.Refused(LogRefusal.NOT_ESTABLISHED, "no circle is established here")
        : CircleState.establish(pinned, item);
  }

  /** Adds an item if it is part of the log. */
  public Outcome add(LogItem item) {
    Outcome outcome;
    lock.lock();
    try {
      outcome = fold(item);
      if (outcome instanceof Outcome.Applied(var after)) {
        memory.add(item);
        state = after;
        grown.signalAll();
      }
    } finally {
      lock.unlock();
    }
    if (outcome instanceof Outcome.Applied) {
      watchers.forEach(Runnable::run);
    }
    if (item instanceof LogItem.Settled(var checkpoint)) {
      hear(checkpoint);
    }
    return outcome;
  }

  /** Hears an issuer's word on where the log ends; nobody's word is left out. */
  public CheckpointReading hear(Envelope checkpoint) {
    CircleState known = state;
    if (known == null) {
      return new CheckpointReading.Refused(
          LogRefusal.NOT_ESTABLISHED, "no circle is established here");
    }
    CheckpointReading reading = known.read(checkpoint);
    if (reading instanceof CheckpointReading.Genuine genuine) {
      lock.lock();
      try {
        checkpoints = checkpoints.with(genuine, clock.instant());
      } finally {
        lock.unlock();
      }
    }
    return reading;
  }

  /** Waits until a circle is pinned; false where none is in that time. */
  public boolean awaitPin(Duration patience) throws InterruptedException {
    return await(() -> pin != null, patience);
  }

  /** Waits until the state is as {@code wanted}; false where it is not in that time. */
  public boolean await(Predicate<CircleState> wanted, Duration patience)
      throws InterruptedException {
    return await(() -> state().filter(wanted).isPresent(), patience);
  }

  private boolean await(BooleanSupplier holds, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (!holds.getAsBoolean()) {
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
}
