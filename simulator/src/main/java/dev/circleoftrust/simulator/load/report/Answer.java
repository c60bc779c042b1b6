package dev.circleoftrust.simulator.load.report;

import dev.circleoftrust.simulator.load.figure.Round;
import dev.circleoftrust.simulator.load.figure.Spread;
import dev.circleoftrust.simulator.load.measure.ChannelResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The answer to the question what Code Signing costs.
 *
 * @param ratio throughput on, as a share of off, over all rounds
 * @param p99Difference milliseconds by which p99 is higher, over all rounds
 */
public record Answer(Spread ratio, Spread p99Difference) {
  private static final double PERCENT = 100;

  /** Of a run; none where no round was driven to its end. */
  public static Optional<Answer> of(ChannelResult result) {
    List<Round> rounds = Round.of(result);
    return rounds.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Answer(
                Spread.of(rounds.stream().map(Round::ratio).toList()),
                Spread.of(rounds.stream().map(Round::p99Difference).toList())));
  }

  /** The sentence. */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "Code Signing costs %.1f %% of throughput and %.1f ms at p99 on this machine",
        PERCENT * (1 - ratio.median()),
        p99Difference.median());
  }
}
