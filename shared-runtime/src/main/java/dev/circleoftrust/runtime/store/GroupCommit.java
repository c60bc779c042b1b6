package dev.circleoftrust.runtime.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Commits together what several threads ask for at the same time: one of them has a turn to write
 * and does the work of all that wait, each as a part that can be undone alone. Who asks is told
 * once all is on the disk, so nobody is promised less than by a transaction of his own; the disk is
 * written once for all, and the turn is handed on once, which is what costs where processors are
 * busy. Safe for any number of threads.
 */
final class GroupCommit {
  /** Units that are committed together; more wait for the next turn. */
  private static final int MOST = 64;

  private final Database database;
  private final Queue<GroupUnit<?, ?>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean led = new AtomicBoolean();

  GroupCommit(Database database) {
    this.database = database;
  }

  /**
   * Does {@code work} in some thread, and waits until it is committed.
   *
   * @throws X what {@code work} throws; what it did is undone then
   */
  <T extends @Nullable Object, X extends Exception> T commit(Work<T, X> work) throws X {
    var unit = new GroupUnit<>(work, Thread.currentThread());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Database.PATIENCE_SECONDS);
    boolean interrupted = false;
    waiting.add(unit);
    try {
      while (!unit.hasEnded()) {
        if (led.compareAndSet(false, true)) {
          leadFor(unit);
        } else {
          LockSupport.parkNanos(this, Math.max(1, deadline - System.nanoTime()));
          interrupted |= Thread.interrupted();
          if (interrupted || System.nanoTime() - deadline > 0) {
            giveUp(unit, interrupted);
          }
        }
      }
    } finally {
      wakeNext(); // also where this one gave up, having been woken to lead
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return unit.outcome();
  }

  private void leadFor(GroupUnit<?, ?> own) {
    try {
      if (!own.hasEnded()) {
        lead(own);
      }
    } finally {
      led.set(false);
    }
  }

  private void lead(GroupUnit<?, ?> own) {
    var group = new ArrayList<GroupUnit<?, ?>>();
    try {
      database.inTransaction(handle -> {
        take(group);
        if (group.size() == 1) {
          group.getFirst().workAlone(handle);
        } else {
          group.forEach(unit -> unit.workAsPart(database));
        }
        return group.size();
      });
      group.forEach(GroupUnit::committed);
    } catch (Exception | Error e) {
      if (group.isEmpty() && waiting.remove(own)) {
        own.undone(e); // it had no turn
      }
      group.forEach(unit -> unit.undone(e));
    }
  }

  private void take(List<GroupUnit<?, ?>> group) {
    while (group.size() < MOST) {
      GroupUnit<?, ?> next = waiting.poll();
      if (next == null) {
        return;
      }
      group.add(next);
    }
  }

  /** A unit whose turn has come already is waited for. */
  private void giveUp(GroupUnit<?, ?> unit, boolean interrupted) {
    if (waiting.remove(unit)) {
      unit.undone(
          new StoreException(
              interrupted
                  ? "interrupted while waiting for a turn to write"
                  : "other transactions have run for %d s".formatted(Database.PATIENCE_SECONDS)));
    }
  }

  private void wakeNext() {
    GroupUnit<?, ?> next = waiting.peek();
    if (next != null && !led.get()) {
      LockSupport.unpark(next.asked());
    }
  }
}
