package dev.circleoftrust.simulator.load.figure;

import dev.circleoftrust.simulator.load.measure.QueuePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Off, on, off of the queue: what lies on both sides of a part is what it is compared with.
 *
 * @param number counted from 1
 * @param rate rows a second that were written back
 * @param p99 milliseconds, in the same parts
 */
public record QueueRound(int number, Round.Three rate, Round.Three p99) {
  private static final double PERCENTILE = 99;
  private static final double MICROS_A_MILLI = 1_000;

  /** The rounds that were driven to their end. */
  public static List<QueueRound> of(List<QueuePart> parts) {
    List<QueuePart> counted =
        parts.stream()
            .filter(part -> part.name().counted() && !part.name().place().equals("scaling"))
            .toList();
    var rounds = new ArrayList<QueueRound>();
    for (int number = 1; ; number++) {
      Optional<QueuePart> before =
          number == 1
              ? part(counted, number, "off-before")
              : part(counted, number - 1, "off-after"); // what ended a round begins the next
      Optional<QueuePart> on = part(counted, number, "on");
      Optional<QueuePart> after = part(counted, number, "off-after");
      if (before.isEmpty() || on.isEmpty() || after.isEmpty()) {
        return List.copyOf(rounds);
      }
      rounds.add(
          new QueueRound(
              number,
              new Round.Three(before.get().rate(), on.get().rate(), after.get().rate()),
              new Round.Three(p99(before.get()), p99(on.get()), p99(after.get()))));
    }
  }

  /** What such a part is called. */
  public static String id(int round, String place) {
    return "queue-r%d-%s".formatted(round, place);
  }

  /** Throughput on, as a share of that on both sides. */
  public double ratio() {
    return rate.on() / rate.off();
  }

  /** By how much the second part without signatures was faster than the first, as a share. */
  public double offDifference() {
    return rate.after() / rate.before() - 1;
  }

  /** By how many milliseconds p99 is higher with signatures. */
  public double p99Difference() {
    return p99.on() - p99.off();
  }

  private static Optional<QueuePart> part(List<QueuePart> parts, int round, String place) {
    return parts.stream().filter(part -> part.name().id().equals(id(round, place))).findFirst();
  }

  private static double p99(QueuePart part) {
    return part.flow().timeline().total().getValueAtPercentile(PERCENTILE) / MICROS_A_MILLI;
  }
}
