package dev.circleoftrust.simulator.load.report;

import dev.circleoftrust.simulator.load.figure.SweepResult;
import dev.circleoftrust.simulator.table.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A sweep, for a person.
 *
 * @param sweep what it came to
 * @param asked a rate that the user named; 0 if none
 */
record SweepTelling(SweepResult sweep, long asked) {
  private static final int WIDTH = 100;

  /** How many MID Servers each rate needs, the one that was named first. */
  static List<SweepResult.Need> needs(SweepResult sweep, long asked) {
    var needs = new ArrayList<SweepResult.Need>();
    if (asked > 0 && sweep.highest() > 0) {
      needs.add(
          new SweepResult.Need(asked, (long) Math.ceil(asked * sweep.mids() / sweep.highest())));
    }
    needs.addAll(sweep.needs());
    return needs;
  }

  void addTo(List<String> lines) {
    String limit = String.format(Locale.ROOT, "%.0f ms", sweep.limitMillis());
    lines.add("");
    lines.add("the rate raised until p99 breaks " + limit + ", Code Signing on");
    var rows = new ArrayList<List<String>>();
    for (SweepResult.Step step : sweep.steps()) {
      rows.add(
          List.of(
              Telling.count(step.rate()),
              Telling.count(step.part().rate()),
              Telling.millis(step.millis(50)),
              Telling.millis(step.millis(99)),
              Telling.millis(step.millis(99.9)),
              step.within(sweep.limitMillis()) ? "within" : "BEYOND"));
    }
    lines.addAll(
        new TextTable(
                List.of("asked /s", "reached /s", "p50 ms", "p99 ms", "p99.9 ms", limit), rows)
            .lines(WIDTH));
    if (sweep.highest() == 0) {
      lines.add(
          "Not even the lowest rate is reached within %s: how many MID Servers a rate needs cannot be said. A higher --limit may."
              .formatted(limit));
      return;
    }
    lines.add(
        "%d MID Server%s %s records/s within %s at p99. A rate needs:"
            .formatted(
                sweep.mids(),
                sweep.mids() == 1 ? " serves" : "s serve",
                Telling.count(sweep.highest()),
                limit));
    for (SweepResult.Need need : needs(sweep, asked)) {
      lines.add(
          "  %12s/s  %d MID Server%s"
              .formatted(Telling.count(need.rate()), need.mids(), need.mids() == 1 ? "" : "s"));
    }
    lines.add("That rests on " + sweep.basis() + ".");
  }
}
