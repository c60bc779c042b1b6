package dev.circleoftrust.simulator.load.report;

import dev.circleoftrust.simulator.load.figure.Round;
import dev.circleoftrust.simulator.load.figure.Spread;
import dev.circleoftrust.simulator.load.measure.ChannelResult;
import dev.circleoftrust.simulator.load.measure.QueuePart;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The answer to the question what Code Signing costs.
 *
 * @param what is named as that of which it costs
 * @param ratio throughput on, as a share of off
 * @param p99Difference milliseconds by which p99 is higher
 */
public record Answer(String what, double ratio, double p99Difference) {
  private static final double PERCENT = 100;
  private static final double NINETY_NINE = 99;

  /** Of all that was measured: of the channel, or where only the queue was driven, of that. */
  public static Optional<Answer> of(Outcome.Measured measured) {
    return measured.channel().isPresent()
        ? channel(measured.channel().get())
        : queue(measured.queue());
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

  /** Of the parts of the queue, whose members were not counted one by one: medians. */
  private static Optional<Answer> queue(List<QueuePart> parts) {
    List<QueuePart> on = counted(parts, true);
    List<QueuePart> off = counted(parts, false);
    return on.isEmpty() || off.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Answer(
                "the queue's throughput",
                median(on, QueuePart::rate) / median(off, QueuePart::rate),
                median(on, Answer::p99) - median(off, Answer::p99)));
  }

  private static List<QueuePart> counted(List<QueuePart> parts, boolean on) {
    return parts.stream()
        .filter(part -> part.name().counted() && part.name().on() == on)
        .filter(part -> !part.name().place().equals("scaling"))
        .toList();
  }

  private static double median(List<QueuePart> parts, ToDoubleFunction<QueuePart> figure) {
    return Spread.of(parts.stream().map(part -> figure.applyAsDouble(part)).toList()).median();
  }

  private static double p99(QueuePart part) {
    return Quantiles.millis(part.flow().timeline().total(), NINETY_NINE);
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
