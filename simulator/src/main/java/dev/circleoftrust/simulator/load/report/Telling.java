package dev.circleoftrust.simulator.load.report;

import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.simulator.load.figure.Compared;
import dev.circleoftrust.simulator.load.figure.QueueRound;
import dev.circleoftrust.simulator.load.figure.Round;
import dev.circleoftrust.simulator.load.figure.SimulationResult;
import dev.circleoftrust.simulator.load.figure.Spread;
import dev.circleoftrust.simulator.load.measure.ChannelResult;
import dev.circleoftrust.simulator.load.measure.QueuePart;
import dev.circleoftrust.simulator.table.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What a run came to, for a person: the answer first.
 *
 * @param outcome what it came to
 */
public record Telling(Outcome outcome) {
  private static final int WIDTH = 118;

  /** Names of what is compared are not cut. */
  private static final int WIDE = 150;

  private static final double PERCENT = 100;

  /** The lines. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    Outcome.Measured measured = outcome.measured();
    if (!outcome.held()) {
      lines.add("THIS RUN FAILED, not every record is accounted for: do not use its figures.");
      outcome.failures().forEach(failure -> lines.add("  " + failure));
    }
    lines.add(
        Answer.of(measured)
            .map(answer -> answer.sentence() + ".")
            .orElse("What Code Signing costs cannot be said: too little completed."));
    Surroundings.Machine machine = outcome.surroundings().machine();
    lines.add("%d cores, %s, Java %s".formatted(machine.cores(), machine.cpu(), machine.java()));
    measured.channel().ifPresent(channel -> channel(channel, lines));
    compared(measured.compared(), lines);
    queue(measured.queue(), lines);
    measured
        .sweep()
        .ifPresent(
            sweep -> new SweepTelling(sweep, outcome.settings().traffic().rate()).addTo(lines));
    measured.simulation().ifPresent(simulation -> simulation(simulation, lines));
    lines.add("");
    outcome.notes().warnings().forEach(warning -> lines.add("note: " + warning));
    new AccountTelling(measured).addTo(lines);
    return lines;
  }

  private void channel(ChannelResult channel, List<String> lines) {
    List<Round> rounds = Round.of(channel);
    if (rounds.isEmpty()) {
      return;
    }
    lines.add("");
    var rows = new ArrayList<List<String>>();
    for (Round round : rounds) {
      rows.add(
          List.of(
              Integer.toString(round.number()),
              count(round.capacity().before()),
              count(round.capacity().on()),
              count(round.capacity().after()),
              String.format(Locale.ROOT, "%.3f", round.ratio()),
              percent(round.offDifference()),
              count(round.rate()),
              millis(round.p99().before()),
              millis(round.p99().on()),
              millis(round.p99().after()),
              millis(round.p99Difference())));
    }
    lines.addAll(
        new TextTable(
                List.of(
                    "round", "off /s", "on /s", "off /s", "on/off", "off-off", "half /s", "p99 off",
                    "p99 on", "p99 off", "on-off"),
                rows)
            .lines(WIDTH));
    lines.add(
        spread("on / off", rounds, Round::ratio, "%.3f")
            + "; "
            + spread("off - off", rounds, r -> PERCENT * r.offDifference(), "%.1f %%")
            + "; "
            + spread("p99 on - off", rounds, Round::p99Difference, "%.1f ms"));
    new CostTelling(channel, outcome.surroundings().machine().cores()).addTo(lines);
  }

  private static void compared(List<Compared> all, List<String> lines) {
    if (all.isEmpty()) {
      return;
    }
    lines.add("");
    var rows = new ArrayList<List<String>>();
    for (Compared one : all) {
      rows.add(
          List.of(
              one.name(),
              figure(one.figure()),
              one.aim().map(aim -> aim.against()).orElse(""),
              one.aim().map(aim -> ratio(aim.ratio())).orElse(""),
              one.aim().map(Compared.Aim::target).orElse(""),
              one.aim().map(aim -> aim.met() ? "met" : "MISSED").orElse("")));
    }
    lines.addAll(
        new TextTable(List.of("measured", "figure", "against", "ratio", "target", "verdict"), rows)
            .lines(WIDE));
  }

  private static void queue(List<QueuePart> parts, List<String> lines) {
    if (parts.isEmpty()) {
      return;
    }
    lines.add("");
    var rows = new ArrayList<List<String>>();
    for (QueuePart part : parts) {
      if (part.name().counted()) {
        rows.add(
            List.of(
                part.name().id(),
                Integer.toString(part.name().members()),
                count(part.account().made()),
                count(part.rate()),
                millis(Quantiles.millis(part.flow().timeline().total(), 50)),
                millis(Quantiles.millis(part.flow().timeline().total(), 99)),
                count(part.flow().busy())));
      }
    }
    lines.addAll(
        new TextTable(
                List.of("queue", "MID Servers", "rows", "written back /s", "p50", "p99", "429s"),
                rows)
            .lines(WIDTH));
    List<QueueRound> rounds = QueueRound.of(parts);
    if (!rounds.isEmpty()) {
      lines.add(
          "the queue: "
              + spread("on / off", rounds, QueueRound::ratio, "%.3f")
              + "; "
              + spread("off - off", rounds, r -> PERCENT * r.offDifference(), "%.1f %%")
              + "; "
              + spread("p99 on - off", rounds, QueueRound::p99Difference, "%.1f ms"));
    }
  }

  private static void simulation(SimulationResult simulation, List<String> lines) {
    lines.add("");
    lines.add(
        "SIMULATED, not measured: highest rate of a cluster, rows of %d ms, p99 within %d ms"
            .formatted(
                simulation.work().toMillis(),
                simulation.work().plus(simulation.limit()).toMillis()));
    for (SimulationResult.Point point : simulation.points()) {
      if (point.highest()) {
        lines.add(
            "  %2d member%s %,8.0f rows/s"
                .formatted(point.members(), point.members() == 1 ? " " : "s", point.rate()));
      }
    }
    lines.add(
        "  the fullest member decides: a topic's %d partitions go evenly to 1, 2, 3 or 6 of them"
            .formatted(EccTopics.CLUSTER_PARTITIONS));
  }

  private static <R> String spread(
      String name, List<R> rounds, ToDoubleFunction<R> figure, String format) {
    Spread spread = Spread.of(rounds.stream().map(r -> figure.applyAsDouble(r)).toList());
    return String.format(
        Locale.ROOT,
        "%s: median " + format + " (" + format + " to " + format + ")",
        name,
        spread.median(),
        spread.min(),
        spread.max());
  }

  private static String figure(Compared.Figure figure) {
    return switch (figure.unit()) {
      case Compared.RECORDS -> count(figure.value()) + "/s";
      case "ms" -> String.format(Locale.ROOT, "%+.1f ms", figure.value());
      case "MiB" -> count(figure.value()) + " MiB";
      default -> String.format(Locale.ROOT, "%.3f", figure.value());
    };
  }

  private static String ratio(double ratio) {
    return Double.isNaN(ratio)
        ? ""
        : String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%.0f", ratio);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String count(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  private static String percent(double share) {
    return Double.isFinite(share)
        ? String.format(Locale.ROOT, "%+.1f %%", PERCENT * share)
        : "none off";
  }

  static String millis(double millis) {
    return String.format(Locale.ROOT, "%.1f", millis);
  }
}
