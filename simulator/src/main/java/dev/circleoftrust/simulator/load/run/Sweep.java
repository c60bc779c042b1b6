package dev.circleoftrust.simulator.load.run;

import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.load.figure.SweepResult;
import dev.circleoftrust.simulator.load.measure.PartName;
import dev.circleoftrust.simulator.load.measure.PartResult;
import dev.circleoftrust.simulator.load.option.LoadSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Raises the rate step by step, in an open loop, until twice p99 breaks its limit or the rate is
 * not reached.
 *
 * @param ground what all parts have in common
 * @param runs numbers them
 * @param settings what is sent
 */
record Sweep(PartRun.Ground ground, Runs runs, LoadSettings settings) {
  private static final double[] SHARES = {
    0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2
  };

  /** One pause of a collector must not decide. */
  private static final int ATTEMPTS = 2;

  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final double NANOS_A_MILLI = 1e6;

  /**
   * Drives the steps.
   *
   * @param capacity in records a second, of which each step is a share
   * @param limit what p99 must not exceed
   */
  SweepResult drive(double capacity, Duration limit) throws RefusedException, InterruptedException {
    double limitMillis = limit.toNanos() / NANOS_A_MILLI;
    var steps = new ArrayList<SweepResult.Step>();
    for (double share : SHARES) {
      double rate = Math.max(1, Math.floor(share * capacity));
      if (!serves(rate, limitMillis, steps)) {
        break;
      }
    }
    return new SweepResult(settings.topology().mids(), limitMillis, steps);
  }

  /** Adds a step, and another where it breaks the limit; whether one of them kept it. */
  private boolean serves(double rate, double limitMillis, List<SweepResult.Step> steps)
      throws RefusedException, InterruptedException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var step = step(steps.size() + 1, rate);
      steps.add(step);
      ground
          .progress()
          .say(
              String.format(
                  Locale.ROOT,
                  "  %,10.0f records/s asked, %,10.0f reached   p99 %.1f ms",
                  step.rate(),
                  step.part().rate(),
                  step.millis(99)));
      if (step.within(limitMillis)) {
        return true;
      }
    }
    return false;
  }

  private SweepResult.Step step(int number, double rate)
      throws RefusedException, InterruptedException {
    var name = new PartName(number, PartName.Place.ON, PartName.Kind.STEP);
    PartResult part =
        new PartRun(ground, new PartRun.Order(name, runs.next(), runs.agents(), rate, 0, traffic()))
            .drive();
    return new SweepResult.Step(rate, part);
  }

  /** Steps are many: none lasts longer than shows a trend. */
  private LoadSettings.Traffic traffic() {
    LoadSettings.Traffic asked = settings.traffic();
    Duration lasting = asked.amount().duration();
    return new LoadSettings.Traffic(
        new LoadSettings.Amount(0, lasting.compareTo(LONGEST) > 0 ? LONGEST : lasting),
        asked.size(),
        asked.rate(),
        asked.mix(),
        asked.spoiled());
  }
}
