package dev.circleoftrust.mid.queue;

import dev.circleoftrust.record.SysId;
import java.time.InstantSource;

/**
 * Keeps rows from beginning. One that has begun goes on: whoever sent it may stop it before it has
 * any effect, and never halfway. Safe for any number of threads.
 *
 * @param journal remembers it, so that it holds for a row that comes later too
 * @param pools where rows wait
 * @param clock the time
 */
public record Cancellation(Journal journal, WorkerPools pools, InstantSource clock) {
  /** Cancels {@code row}, and says what came of that. */
  public String cancel(SysId row) {
    if (journal.hasRun(row)) {
      return "has begun already, and goes on";
    }
    journal.cancel(row, clock.instant());
    return pools.cancel(row)
        ? "taken out of the queue before it began"
        : "not here, or about to run; refused when its turn comes";
  }
}
