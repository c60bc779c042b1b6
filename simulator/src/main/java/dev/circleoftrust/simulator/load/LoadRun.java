package dev.circleoftrust.simulator.load;

import dev.circleoftrust.simulator.circle.CircleFolder;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.load.figure.Compared;
import dev.circleoftrust.simulator.load.figure.Memory;
import dev.circleoftrust.simulator.load.figure.Round;
import dev.circleoftrust.simulator.load.figure.Saturation;
import dev.circleoftrust.simulator.load.figure.SimulationResult;
import dev.circleoftrust.simulator.load.figure.Targets;
import dev.circleoftrust.simulator.load.measure.ChannelResult;
import dev.circleoftrust.simulator.load.measure.Gauge;
import dev.circleoftrust.simulator.load.measure.Micros;
import dev.circleoftrust.simulator.load.measure.QueuePart;
import dev.circleoftrust.simulator.load.option.LoadSettings;
import dev.circleoftrust.simulator.load.queue.QueueRun;
import dev.circleoftrust.simulator.load.queue.Simulation;
import dev.circleoftrust.simulator.load.report.Outcome;
import dev.circleoftrust.simulator.load.report.Progress;
import dev.circleoftrust.simulator.load.report.Surroundings;
import dev.circleoftrust.simulator.load.run.Baselines;
import dev.circleoftrust.simulator.load.run.ChannelStage;
import dev.circleoftrust.simulator.load.run.LoadCircle;
import dev.circleoftrust.simulator.load.run.Machines;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One load test from its processes to its figures: first what it is compared with, which makes the
 * broker warm, then the channel, then the queue. For one thread.
 *
 * @param settings what is asked for
 * @param progress is told how far it is
 * @param clock tells the time
 */
record LoadRun(LoadSettings settings, Progress progress, InstantSource clock) {
  private static final Duration LINGER = Duration.ofMillis(5);
  private static final double NOTICED = 0.15;

  /** Measures everything in {@code folder}, of which nothing is needed afterwards. */
  Outcome measure(CircleFolder folder) throws RefusedException, InterruptedException {
    long began = Micros.now(clock);
    long run = TimeUnit.MICROSECONDS.toSeconds(began) & 0x7FFF_FFFFL;
    try (var gauge = new Gauge(clock)) {
      gauge.watch(Saturation.GENERATOR, ProcessHandle.current());
      gauge.start();
      Machines machines = Machines.besideThis();
      try (var circle = new LoadCircle(folder, machines, settings.topology(), gauge)) {
        var stage = new ChannelStage(circle, settings, gauge, progress, clock);
        startBroker(circle, stage);
        var warnings = new ArrayList<String>();
        Optional<Baselines.Found> baselines = baselines(circle, folder, warnings);
        startInstances(circle);
        Optional<ChannelStage.Result> channel =
            settings.course().pipeline().hasChannel()
                ? Optional.of(stage.drive(run))
                : Optional.empty();
        List<QueuePart> queue = queue(circle, folder, gauge, run + 10_000);
        List<Compared> compared = channel.map(c -> compared(c, baselines)).orElse(List.of());
        var simulation = new Simulation(settings);
        return outcome(
            circle,
            new Outcome.Measured(
                channel.map(ChannelStage.Result::channel),
                channel.flatMap(ChannelStage.Result::sweep),
                compared,
                queue,
                simulated(simulation)),
            gauge,
            new Outcome.Notes(warnings, simulation.assumptions()),
            began);
      }
    }
  }

  private void startBroker(LoadCircle circle, ChannelStage stage) {
    progress.say("starting a broker");
    circle.startBroker();
    if (settings.course().pipeline().hasChannel()) {
      stage.makeTopics();
    }
  }

  /** First of all, when nothing else runs; afterwards the broker is warm. */
  private Optional<Baselines.Found> baselines(
      LoadCircle circle, CircleFolder folder, List<String> warnings)
      throws RefusedException, InterruptedException {
    if (!settings.course().pipeline().hasChannel()) {
      return Optional.empty();
    }
    if (!Baselines.areBuilt(circle.machines())) {
      warnings.add("nothing to compare with: benchmarks.jar is not built");
      return Optional.empty();
    }
    progress.say("what it is compared with");
    Baselines.Found found =
        new Baselines(circle.machines(), circle.bootstrap(), folder.of("baselines"), settings)
            .measure(progress);
    warnings.addAll(found.doubts());
    return Optional.of(found);
  }

  private void startInstances(LoadCircle circle) throws RefusedException {
    progress.say("starting both instances and their circle");
    LoadSettings.Pipeline pipeline = settings.course().pipeline();
    circle.establish(
        pipeline.hasChannel() ? ChannelStage.agents(settings) : List.of(),
        pipeline.hasQueue() ? QueueRun.names(settings) : List.of());
  }

  private List<QueuePart> queue(LoadCircle circle, CircleFolder folder, Gauge gauge, long run)
      throws RefusedException, InterruptedException {
    if (!settings.course().pipeline().hasQueue()) {
      return List.of();
    }
    progress.say("the queue");
    return new QueueRun(
            new QueueRun.Setting(circle, folder, new QueueRun.Common(gauge, progress, clock)),
            settings,
            run)
        .drive(settings.course().rounds());
  }

  private List<Compared> compared(
      ChannelStage.Result channel, Optional<Baselines.Found> baselines) {
    ChannelResult result = channel.channel();
    var rows = new ArrayList<>(Targets.channel(Round.of(result), LINGER));
    rows.addAll(Memory.of(result, settings.topology().names(ChannelStage.PREFIX)));
    rows.addAll(
        baselines
            .map(found -> found.beside(channel))
            .orElse(List.of(channel.unsigned(), channel.signed())));
    return rows;
  }

  private Optional<SimulationResult> simulated(Simulation simulation) {
    return settings.course().pipeline().hasQueue() || settings.course().sweep().isPresent()
        ? Optional.of(simulation.run())
        : Optional.empty();
  }

  private Outcome outcome(
      LoadCircle circle, Outcome.Measured measured, Gauge gauge, Outcome.Notes notes, long began) {
    var warnings = new ArrayList<>(notes.warnings());
    warnings.addAll(doubts(measured));
    return new Outcome(
        settings,
        new Surroundings(
            Surroundings.Machine.here(),
            members(circle),
            Surroundings.commitOf(circle.machines().programs().jars()),
            began,
            Micros.now(clock)),
        measured,
        gauge.samples(),
        new Outcome.Notes(warnings, notes.assumptions()));
  }

  /** What makes figures doubtful. */
  private static List<String> doubts(Outcome.Measured measured) {
    var doubts = new ArrayList<String>();
    int cores = Surroundings.Machine.here().cores();
    measured
        .channel()
        .ifPresent(channel -> {
          channel.parts().stream()
              .filter(part -> part.name().counted() && Saturation.of(part, cores).isGenerator())
              .forEach(part ->
                  doubts.add(
                      "in %s the generator was the bottleneck: the channel can do more"
                          .formatted(part.name().id())));
          double most =
              channel.parts().stream()
                  .filter(part -> part.name().counted())
                  .mapToDouble(part -> part.effort().after().otherCores(part.effort().before()))
                  .max()
                  .orElse(0);
          if (most > NOTICED) {
            doubts.add(
                "other programs used up to %.2f cores while it was measured".formatted(most));
          }
        });
    return doubts;
  }

  private static List<Surroundings.Member> members(LoadCircle circle) {
    var members = new ArrayList<Surroundings.Member>();
    members.add(
        new Surroundings.Member(
            Saturation.GENERATOR,
            Saturation.GENERATOR,
            ProcessHandle.current().pid(),
            ManagementFactory.getRuntimeMXBean().getInputArguments()));
    circle
        .started()
        .forEach((name, role) ->
            members.add(
                new Surroundings.Member(
                    name,
                    role.name().toLowerCase(Locale.ROOT),
                    circle.pid(name).orElse(0L),
                    circle.machines().options(role))));
    return members;
  }
}
