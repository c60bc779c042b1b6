package dev.circleoftrust.simulator.load.run;

import dev.circleoftrust.simulator.circle.Enforcement;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.load.measure.ChannelResult;
import dev.circleoftrust.simulator.load.measure.JobResult;
import dev.circleoftrust.simulator.load.measure.Micros;
import dev.circleoftrust.simulator.load.measure.PartName;
import dev.circleoftrust.simulator.load.measure.PartResult;
import dev.circleoftrust.simulator.load.option.LoadSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The parts of the channel, off, on, off by real signed jobs. Each job finds the channel empty. All
 * parts at a fixed rate have one rate: half of the median capacity while on, unless it was named.
 * For one thread.
 */
final class ChannelRun {
  private static final double MICROS_A_SECOND = 1e6;

  /** So many times as long as another part, unless throughput stops rising before. */
  private static final int WARM_UP = 6;

  private final LoadCircle circle;
  private final PartRun.Ground ground;
  private final LoadSettings settings;
  private final Runs runs;
  private final List<PartResult> parts = new ArrayList<>();
  private final List<JobResult> jobs = new ArrayList<>();

  ChannelRun(LoadCircle circle, PartRun.Ground ground, LoadSettings settings, Runs runs) {
    this.circle = circle;
    this.ground = ground;
    this.settings = settings;
    this.runs = runs;
  }

  /** Drives all parts. */
  ChannelResult drive(Schedule schedule) throws RefusedException, InterruptedException {
    for (Schedule.Step step : schedule.steps()) {
      switch (step) {
        case Schedule.Step.Part(var name) -> part(name);
        case Schedule.Step.Job(boolean on, boolean counted) -> job(on, counted);
      }
    }
    return new ChannelResult(parts, jobs);
  }

  private void part(PartName name) throws RefusedException, InterruptedException {
    double rate = name.kind() == PartName.Kind.HALF ? fixedRate() : 0;
    PartResult part =
        new PartRun(
                ground,
                new PartRun.Order(
                    name,
                    runs.next(),
                    runs.agents(),
                    rate,
                    rate > 0 ? 0 : settings.course().window(),
                    name.round() == 0 ? warmingUp(settings.traffic()) : settings.traffic()))
            .drive();
    circle
        .ended()
        .ifPresent(words -> {
          throw new IllegalStateException(words);
        });
    parts.add(part);
    ground
        .progress()
        .say(
            String.format(
                Locale.ROOT,
                "  %-24s %,10.0f records/s   p50 %.1f  p99 %.1f ms%s",
                name.id(),
                part.rate(),
                millis(part, 50),
                millis(part, 99),
                part.account().held() ? "" : "   DOES NOT HOLD"));
  }

  private void job(boolean on, boolean counted) throws RefusedException {
    long began = Micros.now(ground.clock());
    if (on) {
      Enforcement.turnOn(circle);
    } else {
      Enforcement.turnOff(circle);
    }
    Enforcement.awaitSettled(circle); // news of the circle would be read amid the records
    var job = new JobResult(on, counted, began, Micros.now(ground.clock()) - began);
    jobs.add(job);
    ground
        .progress()
        .say(
            String.format(
                Locale.ROOT,
                "  %s: %.2f s without records",
                on ? "turned on" : "turned off",
                job.took() / MICROS_A_SECOND));
  }

  /** Compilers need a while until the machines run as they will for hours. */
  private static LoadSettings.Traffic warmingUp(LoadSettings.Traffic traffic) {
    return traffic.lasting(
        new LoadSettings.Amount(0, traffic.amount().duration().multipliedBy(WARM_UP)));
  }

  private double fixedRate() {
    if (settings.traffic().rate() > 0) {
      return settings.traffic().rate();
    }
    double[] capacities =
        parts.stream()
            .filter(part -> part.name().counted() && part.name().isOn())
            .filter(part -> part.name().kind() == PartName.Kind.CAPACITY)
            .mapToDouble(PartResult::rate)
            .sorted()
            .toArray();
    return Math.max(1, Math.floor(capacities[capacities.length / 2] / 2));
  }

  private static double millis(PartResult part, double percentile) {
    return part.flow().timeline().total().getValueAtPercentile(percentile) / 1_000.0;
  }
}
