package dev.circleoftrust.production.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * One run as it goes on. Rows are made by one thread; all else may be called by any.
 *
 * <p>Every row that was made is acknowledged or failed in the end; until then the run is running.
 */
final class Run {
  /** Spoiled rows that nobody has asked for; beyond that no more are made. */
  static final int MAX_UNTOLD = 50_000;

  private final Pace pace;
  private final long bytesBefore;
  private final AtomicLong made = new AtomicLong();
  private final AtomicLong completed = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong batches = new AtomicLong();
  private final Queue<SpoiledRow> spoiled = new ConcurrentLinkedQueue<>();
  private final AtomicInteger untold = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile boolean stopped;
  private volatile boolean making;
  private volatile String problem = "";

  /**
   * @param bytesBefore what the producer had put on the wire before
   */
  Run(Pace pace, long bytesBefore) {
    this.pace = pace;
    this.bytesBefore = bytesBefore;
  }

  RunOrder order() {
    return pace.order();
  }

  Pace pace() {
    return pace;
  }

  /** How many rows were made: the index of the next. */
  long made() {
    return made.get();
  }

  /** The index after the last row that may be made now. */
  long mayMake(long now) {
    if (stopped || untold.get() >= MAX_UNTOLD) {
      return made.get();
    }
    return pace.due(now, completed.get());
  }

  /** Whether no more rows come. */
  boolean isOver() {
    return stopped || made.get() >= order().end();
  }

  boolean isRunning() {
    return !isOver() || making || acknowledged.get() + failed.get() < made.get();
  }

  /**
   * Says that rows may be made from now on: called before {@link #mayMake} is asked, so that
   * whoever stops the run either is seen there or sees this.
   */
  void beginMaking() {
    making = true;
  }

  /** Says that what was made is counted, and leaves. */
  void endMaking() {
    making = false;
    signal();
  }

  /** Counts a row that is made now. */
  void madeOne() {
    made.setRelease(made.getPlain() + 1); // one thread makes rows
  }

  void acknowledged(int rows) {
    batches.incrementAndGet();
    acknowledged.addAndGet(rows);
    signal();
  }

  /** Rows that can never be sent: the run ends, and says why. */
  void failed(int rows, String why) {
    failed.addAndGet(rows);
    problem = why;
    stop();
  }

  void stop() {
    stopped = true;
    signal();
  }

  /**
   * Takes note that the first {@code rows} rows are answered; fewer than before changes nothing.
   */
  void completed(long rows) {
    completed.accumulateAndGet(rows, Math::max);
    signal();
  }

  void spoiled(SpoiledRow row) {
    spoiled.add(row);
    untold.incrementAndGet();
  }

  /** Its state, after which the spoiled rows in it are told. */
  ChannelState state(long bytes) {
    var told = new ArrayList<SpoiledRow>();
    boolean running = isRunning(); // first: what is told of a run that is over is all of it
    for (SpoiledRow row = spoiled.poll(); row != null; row = spoiled.poll()) {
      told.add(row);
    }
    untold.addAndGet(-told.size());
    signal();
    return new ChannelState(
        running,
        made.get(),
        acknowledged.get(),
        failed.get(),
        batches.get(),
        bytes - bytesBefore,
        problem,
        List.copyOf(told));
  }

  /** Waits until all that was made is acknowledged; false where it is not in that time. */
  boolean awaitEnd(long nanos) throws InterruptedException {
    return await(() -> !isRunning(), nanos);
  }

  /** Waits until so many more rows may be made by {@code now}, it is over, or time has passed. */
  void awaitMore(int more, long now, long nanos) throws InterruptedException {
    var _ = await(() -> isOver() || mayMake(now) >= made.get() + more, nanos);
  }

  private boolean await(BooleanSupplier holds, long nanos) throws InterruptedException {
    long left = nanos;
    lock.lockInterruptibly();
    try {
      while (!holds.getAsBoolean()) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
