package dev.circleoftrust.simulator.load.figure;

import dev.circleoftrust.simulator.load.measure.ChannelResult;
import dev.circleoftrust.simulator.load.measure.PartName;
import dev.circleoftrust.simulator.load.measure.PartResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Off, on, off: what lies on both sides of a part is what it is compared with.
 *
 * @param number counted from 1
 * @param capacity records a second at capacity
 * @param p99 milliseconds at the fixed rate
 * @param rate the fixed rate, in records a second
 */
public record Round(int number, Three capacity, Three p99, double rate) {
  private static final double PERCENTILE = 99;
  private static final double MICROS_A_MILLI = 1_000;

  /** A figure of the three parts. */
  public record Three(double before, double on, double after) {
    /** The mean of both parts without signatures. */
    public double off() {
      return (before + after) / 2;
    }
  }

  /** The rounds of {@code result}. */
  public static List<Round> of(ChannelResult result) {
    var rounds = new ArrayList<Round>();
    for (int number : result.rounds()) {
      rounds.add(
          new Round(
              number,
              new Three(
                  rate(result, number, PartName.Place.BEFORE),
                  rate(result, number, PartName.Place.ON),
                  rate(result, number, PartName.Place.AFTER)),
              new Three(
                  p99(result, number, PartName.Place.BEFORE),
                  p99(result, number, PartName.Place.ON),
                  p99(result, number, PartName.Place.AFTER)),
              part(result, number, PartName.Place.ON, PartName.Kind.HALF).timing().targetRate()));
    }
    return rounds;
  }

  /** Throughput on, as a share of that on both sides. */
  public double ratio() {
    return capacity.on() / capacity.off();
  }

  /** By how much the second part without signatures was faster than the first, as a share. */
  public double offDifference() {
    return capacity.after() / capacity.before() - 1;
  }

  /** By how many milliseconds p99 is higher with signatures. */
  public double p99Difference() {
    return p99.on() - p99.off();
  }

  private static double rate(ChannelResult result, int number, PartName.Place place) {
    return part(result, number, place, PartName.Kind.CAPACITY).rate();
  }

  private static double p99(ChannelResult result, int number, PartName.Place place) {
    return part(result, number, place, PartName.Kind.HALF)
            .flow()
            .timeline()
            .total()
            .getValueAtPercentile(PERCENTILE)
        / MICROS_A_MILLI;
  }

  private static PartResult part(
      ChannelResult result, int number, PartName.Place place, PartName.Kind kind) {
    var name = new PartName(number, place, kind);
    return result.part(name).orElseThrow(() -> new IllegalStateException("no part " + name.id()));
  }
}
