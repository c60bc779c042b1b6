package dev.circleoftrust.simulator.load.figure;

import java.util.Optional;

/**
 * Something measured beside the channel, or a figure of it that has a target.
 *
 * @param name what was measured
 * @param group what it belongs to: kafka, judging, signing, channel, latency, memory
 * @param figure what came of it
 * @param aim what it is compared with, if with anything
 * @param detail how it was measured
 */
public record Compared(String name, String group, Figure figure, Optional<Aim> aim, String detail) {
  /** The unit of what is counted by the second. */
  public static final String RECORDS = "records/s";

  /**
   * A figure.
   *
   * @param value the number
   * @param unit its unit
   * @param seconds how long it was measured; 0 where that says nothing
   * @param bytes on the wire a record; 0 where that says nothing
   */
  public record Figure(double value, String unit, double seconds, double bytes) {}

  /**
   * What it is compared with.
   *
   * @param against the name of another, or what the figure is made of
   * @param ratio of both figures; NaN where the figure itself has the target
   * @param target what is wanted, for a person
   * @param met whether it is reached
   */
  public record Aim(String against, double ratio, String target, boolean met) {}

  /** Without anything to compare it with. */
  public static Compared alone(String name, String group, Figure figure, String detail) {
    return new Compared(name, group, figure, Optional.empty(), detail);
  }

  /** Whichever of the two has the higher figure. */
  public Compared faster(Compared other) {
    return figure.value() < other.figure().value() ? other : this;
  }

  /** The same against {@code other}, of which it should be at least {@code least} times. */
  public Compared atLeast(double least, String target, Compared other) {
    double ratio = figure.value() / other.figure().value();
    return new Compared(
        name,
        group,
        figure,
        Optional.of(new Aim(other.name(), ratio, target, ratio >= least)),
        detail);
  }
}
