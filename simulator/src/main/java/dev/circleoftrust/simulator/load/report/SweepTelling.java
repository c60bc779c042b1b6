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
 */
record SweepTelling(SweepResult sweep) {
  private static final int WIDTH = 100;

  void addTo(List<String> lines) {
    lines.add("");
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
                List.of(
                    "asked /s",
                    "reached /s",
                    "p50 ms",
                    "p99 ms",
                    "p99.9 ms",
                    String.format(Locale.ROOT, "%.0f ms", sweep.limitMillis())),
                rows)
            .lines(WIDTH));
    var needs = new StringBuilder("MID Servers that a rate needs:");
    sweep
        .needs()
        .forEach(
            need -> needs.append(" %s/s: %d;".formatted(Telling.count(need.rate()), need.mids())));
    lines.add(needs.toString());
    lines.add("That rests on " + sweep.basis() + ".");
  }
}
