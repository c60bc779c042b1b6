package dev.circleoftrust.simulator.load.run;

import dev.circleoftrust.simulator.load.measure.PartName;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a run of the channel, in their order: a warm-up that knows both off and on, then
 * rounds of off, on, off, with a signed job at each change and nowhere else.
 *
 * @param steps in their order
 */
record Schedule(List<Step> steps) {
  /** One step. */
  sealed interface Step {
    /** A part is driven. */
    record Part(PartName name) implements Step {}

    /**
     * Code Signing is turned on or off by a signed job.
     *
     * @param on which
     * @param counted whether its pause counts
     */
    record Job(boolean on, boolean counted) implements Step {}
  }

  Schedule {
    steps = List.copyOf(steps);
  }

  /** Of so many rounds after the warm-up, which drives no part at half of a capacity. */
  static Schedule of(int rounds) {
    var steps = new ArrayList<Step>();
    round(0, steps);
    for (int round = 1; round <= rounds; round++) {
      round(round, steps);
    }
    return new Schedule(steps);
  }

  private static void round(int number, List<Step> steps) {
    for (PartName.Place place : PartName.Place.values()) {
      boolean counted = number > 0;
      if (place == PartName.Place.ON) {
        steps.add(new Step.Job(true, counted));
      }
      if (place == PartName.Place.AFTER) {
        steps.add(new Step.Job(false, counted));
      }
      if (counted || place != PartName.Place.AFTER) {
        steps.add(new Step.Part(new PartName(number, place, PartName.Kind.CAPACITY)));
      }
      if (counted) {
        steps.add(new Step.Part(new PartName(number, place, PartName.Kind.HALF)));
      }
    }
  }
}
