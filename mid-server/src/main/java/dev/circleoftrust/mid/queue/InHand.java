package dev.circleoftrust.mid.queue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The rows of a lane that workers have, and those that have come back. It outlives the lane's
 * sessions: a row whose probe runs while the broker is away is nobody else's meanwhile. Safe for
 * any number of threads.
 */
final class InHand {
  private final Set<Long> given = new HashSet<>();
  private final List<Outcome> back = new ArrayList<>();
  private Runnable wake = () -> {};

  /** Notes that a worker is about to get {@code entry}. */
  synchronized void give(Entry entry) {
    given.add(entry.number());
  }

  /** Takes back what a worker is done with. */
  synchronized void takeBack(Outcome outcome) {
    given.remove(outcome.entry().number());
    back.add(outcome);
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
    back.clear();
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
   * The rows of the journal that no worker has. Those that have come back are among them: what they
   * came back with is on disk, or they may run again.
   */
  synchronized List<Entry> left(Supplier<List<Entry>> journal) {
    back.clear();
    return journal.get().stream().filter(entry -> !given.contains(entry.number())).toList();
  }
}
