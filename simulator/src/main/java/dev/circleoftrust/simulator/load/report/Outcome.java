package dev.circleoftrust.simulator.load.report;

import dev.circleoftrust.simulator.load.figure.Compared;
import dev.circleoftrust.simulator.load.figure.SimulationResult;
import dev.circleoftrust.simulator.load.figure.SweepResult;
import dev.circleoftrust.simulator.load.measure.ChannelResult;
import dev.circleoftrust.simulator.load.measure.QueuePart;
import dev.circleoftrust.simulator.load.measure.Usage;
import dev.circleoftrust.simulator.load.option.LoadSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that a run came to.
 *
 * @param settings what was asked for
 * @param surroundings where it ran
 * @param measured what was measured
 * @param usage of every process, once a second
 * @param notes what a reader has to know
 */
public record Outcome(
    LoadSettings settings,
    Surroundings surroundings,
    Measured measured,
    List<Usage> usage,
    Notes notes) {
  public Outcome {
    usage = List.copyOf(usage);
  }

  /**
   * What was measured; what was not asked for is absent.
   *
   * @param channel the parts of the channel
   * @param sweep the search for the highest rate
   * @param compared what the channel is compared with
   * @param queue the parts of the queue
   * @param simulation what a larger cluster would do
   */
  public record Measured(
      Optional<ChannelResult> channel,
      Optional<SweepResult> sweep,
      List<Compared> compared,
      List<QueuePart> queue,
      Optional<SimulationResult> simulation) {
    public Measured {
      compared = List.copyOf(compared);
      queue = List.copyOf(queue);
    }
  }

  /**
   * What a reader has to know.
   *
   * @param warnings what makes figures doubtful
   * @param assumptions what the simulation rests on
   */
  public record Notes(List<String> warnings, List<String> assumptions) {
    public Notes {
      warnings = List.copyOf(warnings);
      assumptions = List.copyOf(assumptions);
    }
  }

  /** What does not hold: with any of these the run has failed. */
  public List<String> failures() {
    var failures = new ArrayList<String>();
    measured.channel().ifPresent(channel -> failures.addAll(channel.account().problems()));
    for (QueuePart part : measured.queue()) {
      part.account().problems().forEach(p -> failures.add(part.name().id() + ": " + p));
    }
    measured
        .sweep()
        .ifPresent(sweep ->
            sweep
                .steps()
                .forEach(step ->
                    step.part()
                        .account()
                        .problems()
                        .forEach(p -> failures.add(step.part().name().id() + ": " + p))));
    return failures;
  }

  /** Whether every record is accounted for. */
  public boolean held() {
    return failures().isEmpty();
  }
}
