package dev.circleoftrust.simulator.load.figure;

import java.util.List;

/**
 * The middle of several measurements of one thing, and how far they lie apart.
 *
 * @param median the middle; of an even number the mean of both in the middle
 * @param min the least
 * @param max the most
 * @param n how many
 */
public record Spread(double median, double min, double max, int n) {
  /** Of these, at least one. */
  public static Spread of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a spread of nothing");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int n = sorted.size();
    double median = (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    return new Spread(median, sorted.getFirst(), sorted.getLast(), n);
  }
}
