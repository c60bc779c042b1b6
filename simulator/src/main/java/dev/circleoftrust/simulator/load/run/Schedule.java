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

  /**
   * Of so many rounds after the warm-up, first all at capacity and then all at a fixed rate, which
   * is known by then. The part off that ends a round begins the next.
   */
  static Schedule of(int rounds) {
    var steps = new ArrayList<Step>();
    steps.add(part(0, PartName.Place.BEFORE, PartName.Kind.CAPACITY));
    steps.add(new Step.Job(true, false));
    steps.add(part(0, PartName.Place.ON, PartName.Kind.CAPACITY));
    steps.add(new Step.Job(false, false));
    for (PartName.Kind kind : List.of(PartName.Kind.CAPACITY, PartName.Kind.HALF)) {
      steps.add(part(1, PartName.Place.BEFORE, kind));
      for (int round = 1; round <= rounds; round++) {
        steps.add(new Step.Job(true, true));
        steps.add(part(round, PartName.Place.ON, kind));
        steps.add(new Step.Job(false, true));
        steps.add(part(round, PartName.Place.AFTER, kind));
      }
    }
    return new Schedule(steps);
  }

  private static Step part(int round, PartName.Place place, PartName.Kind kind) {
    return new Step.Part(new PartName(round, place, kind));
  }
}
