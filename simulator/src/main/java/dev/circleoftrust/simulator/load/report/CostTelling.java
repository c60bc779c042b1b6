package dev.circleoftrust.simulator.load.report;

import dev.circleoftrust.simulator.load.figure.Saturation;
import dev.circleoftrust.simulator.load.figure.Spread;
import dev.circleoftrust.simulator.load.measure.ChannelResult;
import dev.circleoftrust.simulator.load.measure.JobResult;
import dev.circleoftrust.simulator.load.measure.PartName;
import dev.circleoftrust.simulator.load.measure.PartResult;
import dev.circleoftrust.simulator.table.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * What the channel takes of the machine at capacity, for a person: medians of the counted parts.
 *
 * @param channel what it came to
 * @param cores that the machine has
 */
record CostTelling(ChannelResult channel, int cores) {
  private static final double MICROS_A_SECOND = 1e6;
  private static final double NOTHING = 0.005;
  private static final int WIDTH = 100;

  void addTo(List<String> lines) {
    if (parts(false).isEmpty() || parts(true).isEmpty()) {
      return;
    }
    lines.add("");
    lines.addAll(processes());
    lines.add(
        String.format(
            Locale.ROOT,
            "on the wire %.0f B a record off, %.0f B on; signatures before compression %.0f B off, %.0f B on",
            median(false, CostTelling::wire),
            median(true, CostTelling::wire),
            median(false, CostTelling::signatures),
            median(true, CostTelling::signatures)));
    for (boolean on : new boolean[] {false, true}) {
      Saturation saturation = Saturation.of(parts(on).getLast(), cores);
      lines.add(
          "saturated %s: %s: %s"
              .formatted(on ? "on" : "off", saturation.process(), saturation.why()));
    }
    double longest =
        channel.jobs().stream().mapToLong(JobResult::took).max().orElse(0) / MICROS_A_SECOND;
    lines.add(
        String.format(
            Locale.ROOT,
            "%d signed jobs, each on an empty channel; the longest took %.2f s until every process obeyed it",
            channel.jobs().size(),
            longest));
  }

  /** A line for each process that does anything. */
  private List<String> processes() {
    Set<String> names = new LinkedHashSet<>();
    parts(false).forEach(part -> names.addAll(part.effort().after().cpuNanos().keySet()));
    var rows = new ArrayList<List<String>>();
    for (String name : names) {
      double off = median(false, part -> cores(part, name));
      double on = median(true, part -> cores(part, name));
      if (Math.max(off, on) > NOTHING) {
        rows.add(
            List.of(
                name,
                micros(median(false, part -> cores(part, name) / Math.max(1, part.rate()))),
                micros(median(true, part -> cores(part, name) / Math.max(1, part.rate()))),
                String.format(Locale.ROOT, "%.2f", off),
                String.format(Locale.ROOT, "%.2f", on)));
      }
    }
    return new TextTable(
            List.of("CPU at capacity", "us a record off", "on", "cores off", "on"), rows)
        .lines(WIDTH);
  }

  private static double cores(PartResult part, String process) {
    return part.effort().after().cores(part.effort().before()).getOrDefault(process, 0.0);
  }

  private static double wire(PartResult part) {
    return part.flow().wireBytes() / (double) Math.max(1, part.account().made());
  }

  private static double signatures(PartResult part) {
    return part.account().signatureBytes() / (double) Math.max(1, part.account().made());
  }

  private static String micros(double seconds) {
    return String.format(Locale.ROOT, "%.1f", seconds * MICROS_A_SECOND);
  }

  private double median(boolean on, ToDoubleFunction<PartResult> figure) {
    return Spread.of(parts(on).stream().map(part -> figure.applyAsDouble(part)).toList()).median();
  }

  /** The counted parts at capacity. */
  private List<PartResult> parts(boolean on) {
    return channel.parts().stream()
        .filter(part -> part.name().counted() && part.name().isOn() == on)
        .filter(part -> part.name().kind() == PartName.Kind.CAPACITY)
        .toList();
  }
}
