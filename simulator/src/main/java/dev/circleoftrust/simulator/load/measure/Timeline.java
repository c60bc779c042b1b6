package dev.circleoftrust.simulator.load.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Completed records over time: how many in each tenth of a second, and how late in each second. All
 * times in microseconds since 1970. Safe for any number of threads.
 */
public final class Timeline {
  private static final long MICROS_A_SECOND = 1_000_000;
  private static final int TENTHS = 10;
  private static final long MICROS_A_TENTH = MICROS_A_SECOND / TENTHS;
  private static final int DIGITS = 3;

  /** Longer than any run: what would come later is counted in its last second. */
  private static final int MOST_SECONDS = 24 * 60 * 60;

  private final long began;
  private final List<Histogram> seconds = new ArrayList<>();
  private long[] tenths = new long[64];

  /** Begins at this time; what completes earlier counts as its first second. */
  public Timeline(long began) {
    this.began = began;
  }

  /** When it began. */
  public long began() {
    return began;
  }

  /**
   * A record completed.
   *
   * @param now when
   * @param latency how long after it was due, in microseconds
   */
  public synchronized void completed(long now, long latency) {
    long since = Math.max(0, now - began);
    second((int) Math.min(since / MICROS_A_SECOND, MOST_SECONDS)).recordValue(Math.max(0, latency));
    count(since);
  }

  /** A record completed of which it is not known when it was due. */
  public synchronized void completed(long now) {
    count(Math.max(0, now - began));
  }

  /** A copy for each second, in order, of the latencies of what completed then. */
  public synchronized List<Histogram> seconds() {
    return seconds.stream().map(Histogram::copy).toList();
  }

  /** All latencies. */
  public synchronized Histogram total() {
    var total = new Histogram(DIGITS);
    seconds.forEach(total::add);
    return total;
  }

  /**
   * Records that completed a second, over the whole tenths of a second between two times.
   *
   * @return 0 where no tenth lies between them
   */
  public synchronized double rate(long from, long to) {
    int first = (int) Math.ceilDiv(Math.max(0, from - began), MICROS_A_TENTH);
    int last = (int) (Math.max(0, to - began) / MICROS_A_TENTH);
    long sum = 0;
    for (int tenth = first; tenth < last && tenth < tenths.length; tenth++) {
      sum += tenths[tenth];
    }
    return last <= first ? 0 : sum * (double) TENTHS / (last - first);
  }

  private void count(long since) {
    int tenth = (int) Math.min(since / MICROS_A_TENTH, (long) MOST_SECONDS * TENTHS);
    if (tenth >= tenths.length) {
      tenths = Arrays.copyOf(tenths, Math.max(tenth + 1, 2 * tenths.length));
    }
    tenths[tenth]++;
  }

  private Histogram second(int index) {
    while (seconds.size() <= index) {
      var histogram = new Histogram(DIGITS);
      histogram.setStartTimeStamp((began + seconds.size() * MICROS_A_SECOND) / 1_000);
      histogram.setEndTimeStamp((began + (seconds.size() + 1) * MICROS_A_SECOND) / 1_000);
      seconds.add(histogram);
    }
    return seconds.get(index);
  }
}
