package dev.circleoftrust.simulator.load.measure;

import java.util.Locale;

/**
 * Which part of a run it is.
 *
 * @param round counted from 1; 0 is the warm-up, which is not counted
 * @param place which of the three of its round
 * @param kind how it is driven
 */
public record PartName(int round, Place place, Kind kind) {
  /** A round is three parts, so that whoever profits from being later profits on both sides. */
  public enum Place {
    /** Off, before. */
    BEFORE,
    /** On. */
    ON,
    /** Off again. */
    AFTER;

    /** Its name in reports. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a part is driven. */
  public enum Kind {
    /** Closed loop: a bounded number of records is always under way. */
    CAPACITY,
    /** Open loop: records are due at a fixed rate, whatever becomes of those before. */
    HALF,
    /** Open loop: one rate of a sweep; its round is the step. */
    STEP;

    /** Its name in reports. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether Code Signing is on. */
  public boolean isOn() {
    return place == Place.ON;
  }

  /** {@code on} or {@code off}. */
  public String mode() {
    return isOn() ? "on" : "off";
  }

  /** Whether its figures count. */
  public boolean counted() {
    return round > 0;
  }

  /** Its name in reports and of its histogram. */
  public String id() {
    if (kind == Kind.STEP) {
      return "sweep-" + round;
    }
    String where = isOn() ? "on" : "off-" + place.word();
    return "%s-%s-%s".formatted(counted() ? "r" + round : "warmup", where, kind.word());
  }
}
