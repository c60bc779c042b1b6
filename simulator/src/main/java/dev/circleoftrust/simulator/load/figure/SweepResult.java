package dev.circleoftrust.simulator.load.figure;

import dev.circleoftrust.simulator.load.measure.PartResult;
import java.util.Arrays;
import java.util.List;

/**
 * What raising the rate step by step came to.
 *
 * @param mids how many MID Servers shared it
 * @param limitMillis what p99 must not exceed
 * @param steps in their order
 */
public record SweepResult(int mids, double limitMillis, List<Step> steps) {
  private static final double MICROS_A_MILLI = 1_000;

  /** The share of the rate that must be reached, else records only pile up. */
  private static final double REACHED = 0.95;

  private static final double[] TIMES = {0.5, 1, 2, 3, 5, 10};

  /**
   * One rate.
   *
   * @param rate that was asked, in records a second
   * @param part what came of it
   */
  public record Step(double rate, PartResult part) {
    /** A quantile of the latencies, in milliseconds. */
    public double millis(double percentile) {
      return part.flow().timeline().total().getValueAtPercentile(percentile) / MICROS_A_MILLI;
    }

    /** Whether the rate was reached and p99 is within {@code limit}. */
    public boolean within(double limit) {
      return millis(99) <= limit && part.rate() >= REACHED * rate;
    }
  }

  /** How many MID Servers a rate needs. */
  public record Need(long rate, long mids) {}

  public SweepResult {
    steps = List.copyOf(steps);
  }

  /** The highest rate that was reached within the limit; 0 if none was. */
  public double highest() {
    return steps.stream()
        .filter(step -> step.within(limitMillis))
        .mapToDouble(Step::rate)
        .max()
        .orElse(0);
  }

  /** How many MID Servers like these multiples of the highest rate need. */
  public List<Need> needs() {
    double one = highest() / mids;
    return one == 0
        ? List.of()
        : Arrays.stream(TIMES)
            .mapToObj(times -> Math.round(times * highest()))
            .map(rate -> new Need(rate, (long) Math.ceil(rate / one - 1e-6)))
            .toList();
  }

  /** What that rests on, for a person. */
  public String basis() {
    return "%d MID Server%s on this machine, beside broker and production; on machines of their own they have more"
        .formatted(mids, mids == 1 ? "" : "s");
  }
}
