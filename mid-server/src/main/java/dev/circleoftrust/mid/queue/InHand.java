package dev.circleoftrust.mid.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The rows of a lane that workers have, and those that have come back. It outlives the lane's
 * sessions: a row whose probe runs while the broker is away is nobody else's meanwhile. Safe for
 * any number of threads.
 */
final class InHand {
  private final Set<Long> given = new HashSet<>();
  private final List<Outcome> back = new ArrayList<>();
  private final long maxBytes;
  private long bytes;
  private boolean ended;
  private Runnable wake = () -> {};

  /**
   * @param maxBytes that results may have which the lane has not collected: beyond that no row
   *     begins
   */
  InHand(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Waits until there is room for a result, as long as the broker is away.
   *
   * @return false where no row is to begin any more
   */
  synchronized boolean awaitRoom() {
    try {
      while (!ended && bytes > maxBytes) {
        wait();
      }
      return !ended;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * No row begins any more; what workers come back with from now on stays as the journal has it.
   */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  /** Waits a while for a row to come back. */
  synchronized void await(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    long left = patience.toMillis();
    while (back.isEmpty() && left > 0) {
      wait(left);
      left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    }
  }

  /** Notes that a worker is about to get {@code entry}. */
  synchronized void give(Entry entry) {
    given.add(entry.number());
  }

  /** Takes back what a worker is done with. */
  synchronized void takeBack(Outcome outcome) {
    given.remove(outcome.entry().number());
    back.add(outcome);
    bytes += outcome.size();
    notifyAll();
    wake.run();
  }

  /** Lets go of a row that no worker will begin: the journal has it. */
  synchronized void drop(Entry entry) {
    given.remove(entry.number());
    wake.run();
  }

  /** What has come back since this was asked last. */
  synchronized List<Outcome> collect() {
    var collected = List.copyOf(back);
    clear();
    return collected;
  }

  synchronized boolean hasAny() {
    return !back.isEmpty();
  }

  /** True while workers have rows. */
  synchronized boolean isWithWorkers() {
    return !given.isEmpty();
  }

  /** What {@code waking} does is done whenever a row comes back. */
  synchronized void wakeBy(Runnable waking) {
    this.wake = waking;
  }

  /**
   * What {@code journal} tells while no worker is between it and this. Rows that have come back are
   * let go: what they came back with is on disk, or they may run again.
   *
   * @param journal asked with the numbers of the rows that workers have
   */
  synchronized <T> T look(Function<Set<Long>, T> journal) {
    clear();
    return journal.apply(Set.copyOf(given));
  }

  private void clear() {
    back.clear();
    bytes = 0;
    notifyAll();
  }
}
