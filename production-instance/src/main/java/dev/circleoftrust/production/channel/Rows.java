package dev.circleoftrust.production.channel;

import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.production.dispatch.Gathering;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Gathers the rows of the next batch: as many as are due, and those that become due while the first
 * of them waits. For one thread.
 */
final class Rows {
  private static final long MAX_BYTES = 4 << 20;
  private static final long IDLE = TimeUnit.MILLISECONDS.toNanos(200);

  /** Rows of an open loop that are due within this are made together. */
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(1);

  private final Gathering gathering;
  private final InstantSource clock;

  Rows(Gathering gathering, InstantSource clock) {
    this.gathering = gathering;
    this.clock = clock;
  }

  /**
   * The rows of the next batch; none where none is due for a while, or the run is over.
   *
   * @param lingers whether it waits for more than what is due now
   */
  List<BatchRecord> gather(Run run, RowMaker maker, boolean lingers) throws InterruptedException {
    long linger = lingers ? gathering.linger().toNanos() : 0;
    int enough = lingers ? gathering.batch() : 1;
    int most = Math.clamp(MAX_BYTES / run.order().size(), 1, gathering.most());
    var rows = new ArrayList<BatchRecord>(Math.min(most, gathering.batch()));
    long began = System.nanoTime();
    while (true) {
      long now = micros(clock);
      boolean first = rows.isEmpty();
      make(run, maker, now, most, rows);
      if (first && !rows.isEmpty()) {
        began = System.nanoTime();
      }
      long left = (rows.isEmpty() ? IDLE : linger) - (System.nanoTime() - began);
      int missing = Math.min(enough, most) - rows.size();
      if (missing <= 0 || left <= 0 || run.isOver()) {
        return rows;
      }
      await(run, rows.isEmpty() ? 1 : missing, now, left); // the first begins the linger
    }
  }

  private static void make(Run run, RowMaker maker, long now, int most, List<BatchRecord> rows) {
    long may = run.mayMake(now);
    for (long index = run.made(); index < may && rows.size() < most; index++) {
      rows.add(maker.row(index, run.pace().dueTime(index, now)));
      run.madeOne();
    }
  }

  /**
   * Waits until so many more rows are due, or {@code nanos} have passed. Of a closed loop each row
   * is made as soon as it may be.
   */
  private static void await(Run run, int missing, long now, long nanos)
      throws InterruptedException {
    if (run.order().rate() == 0) {
      run.awaitMore(1, now, Math.min(nanos, IDLE));
      return;
    }
    int more = Math.toIntExact(Math.min(missing, run.order().end() - run.made()));
    long due = TimeUnit.MICROSECONDS.toNanos(run.pace().dueTime(run.made() + more - 1, now) - now);
    run.awaitMore(more, now, Math.min(nanos, Math.clamp(due, SHORTEST, IDLE)));
  }

  /** The time, in microseconds since 1970. */
  static long micros(InstantSource clock) {
    Instant now = clock.instant();
    return TimeUnit.SECONDS.toMicros(now.getEpochSecond())
        + TimeUnit.NANOSECONDS.toMicros(now.getNano());
  }
}
