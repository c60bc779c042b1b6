package dev.circleoftrust.simulator.load.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells from a count that grows whether its rate has stopped rising: compilers make a machine
 * faster for a while after its start. For one thread.
 */
public final class Steadiness {
  /** So many spans in a row that are no faster than one before them. */
  private static final int SPANS = 3;

  private static final double FASTER = 1.05;

  private final long span;
  private final List<Double> rates = new ArrayList<>();
  private long began;
  private long counted;

  /**
   * @param span over which a rate is taken
   * @param now in nanoseconds
   * @param count at this time
   */
  public Steadiness(Duration span, long now, long count) {
    this.span = span.toNanos();
    this.began = now;
    this.counted = count;
  }

  /**
   * Takes note of the count.
   *
   * @param now in nanoseconds
   * @return whether the rate has stopped rising
   */
  public boolean at(long now, long count) {
    if (now - began >= span) {
      rates.add((count - counted) / (double) (now - began));
      began = now;
      counted = count;
    }
    int earlier = rates.size() - SPANS;
    return earlier > 0
        && best(rates.subList(earlier, rates.size())) <= FASTER * best(rates.subList(0, earlier));
  }

  private static double best(List<Double> rates) {
    return rates.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }
}
