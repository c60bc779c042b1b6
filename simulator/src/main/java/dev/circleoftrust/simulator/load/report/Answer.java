package dev.circleoftrust.simulator.load.report;

import dev.circleoftrust.simulator.load.figure.QueueRound;
import dev.circleoftrust.simulator.load.figure.Round;
import dev.circleoftrust.simulator.load.figure.Spread;
import dev.circleoftrust.simulator.load.measure.ChannelResult;
import dev.circleoftrust.simulator.load.measure.QueuePart;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The answer to the question what Code Signing costs.
 *
 * @param what is named as that of which it costs
 * @param ratio throughput on, as a share of off
 * @param p99Difference milliseconds by which p99 is higher
 */
public record Answer(String what, double ratio, double p99Difference) {
  private static final double PERCENT = 100;

  /**
   * Of all that was measured: of the channel, or where only the queue was driven, of that; none
   * where nothing completed while off, to which the rest could be compared.
   */
  public static Optional<Answer> of(Outcome.Measured measured) {
    Optional<Answer> answer =
        measured.channel().isPresent()
            ? channel(measured.channel().get())
            : queue(measured.queue());
    return answer.filter(one -> Double.isFinite(one.ratio()));
  }

  /** Of a run; none where no round was driven to its end. */
  private static Optional<Answer> channel(ChannelResult result) {
    List<Round> rounds = Round.of(result);
    return rounds.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Answer(
                "throughput",
                Spread.of(rounds.stream().map(Round::ratio).toList()).median(),
                Spread.of(rounds.stream().map(Round::p99Difference).toList()).median()));
  }

  private static Optional<Answer> queue(List<QueuePart> parts) {
    List<QueueRound> rounds = QueueRound.of(parts);
    return rounds.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Answer(
                "the queue's throughput",
                Spread.of(rounds.stream().map(QueueRound::ratio).toList()).median(),
                Spread.of(rounds.stream().map(QueueRound::p99Difference).toList()).median()));
  }

  /** The sentence. */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "Code Signing costs %.1f %% of %s and %.1f ms at p99 on this machine",
        PERCENT * (1 - ratio),
        what,
        p99Difference);
  }
}
