package dev.circleoftrust.simulator.load.report;

import dev.circleoftrust.simulator.load.account.Account;
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
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a run came to, for a person: the answer first.
 *
 * @param outcome what it came to
 */
public record Telling(Outcome outcome) {
  private static final int WIDTH = 118;
  private static final double PERCENT = 100;

  /** The lines. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    Outcome.Measured measured = outcome.measured();
    if (!outcome.held()) {
      lines.add("THIS RUN FAILED, not every record is accounted for: do not use its figures.");
      outcome.failures().forEach(failure -> lines.add("  " + failure));
    }
    Answer.of(measured).ifPresent(answer -> lines.add(answer.sentence() + "."));
    Surroundings.Machine machine = outcome.surroundings().machine();
    lines.add("%d cores, %s, Java %s".formatted(machine.cores(), machine.cpu(), machine.java()));
    measured.channel().ifPresent(channel -> channel(channel, lines));
    compared(measured.compared(), lines);
    queue(measured.queue(), lines);
    measured.sweep().ifPresent(sweep -> new SweepTelling(sweep).addTo(lines));
    measured.simulation().ifPresent(simulation -> simulation(simulation, lines));
    lines.add("");
    outcome.notes().warnings().forEach(warning -> lines.add("note: " + warning));
    accounts(lines);
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
    lines.addAll(new CostTelling(channel, outcome.surroundings().machine().cores()).lines());
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
        new TextTable(List.of("measured", "", "against", "ratio", "target", ""), rows)
            .lines(WIDTH));
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
        "simulated, rows of %d ms, p99 within %d ms: highest rate by members of a cluster"
            .formatted(
                simulation.work().toMillis(),
                simulation.work().plus(simulation.limit()).toMillis()));
    var row = new StringBuilder(" ");
    for (SimulationResult.Point point : simulation.points()) {
      if (point.highest()) {
        row.append(" %d: %s/s ".formatted(point.members(), count(point.rate())));
      }
    }
    lines.add(row.toString());
  }

  private void accounts(List<String> lines) {
    outcome
        .measured()
        .channel()
        .ifPresent(channel -> {
          Account account = channel.account();
          lines.add(
              "%s records made = %s accepted + %s refused %s; %d missing, %d twice; %d bytes of signatures while off"
                  .formatted(
                      count(account.made()),
                      count(account.accepted()),
                      count(account.refusals()),
                      shown(account.refused()),
                      account.missing(),
                      account.twice(),
                      account.signatureBytes()));
        });
  }

  private static String shown(Map<String, Long> counts) {
    return counts.isEmpty() ? "" : counts.toString();
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
    return figure.unit().equals(Compared.RECORDS)
        ? count(figure.value()) + "/s"
        : String.format(Locale.ROOT, "%.2f %s", figure.value(), figure.unit());
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
    return String.format(Locale.ROOT, "%+.1f %%", PERCENT * share);
  }

  static String millis(double millis) {
    return String.format(Locale.ROOT, "%.1f", millis);
  }
}
