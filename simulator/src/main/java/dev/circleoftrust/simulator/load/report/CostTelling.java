package dev.circleoftrust.simulator.load.report;

import dev.circleoftrust.simulator.load.figure.Saturation;
import dev.circleoftrust.simulator.load.measure.ChannelResult;
import dev.circleoftrust.simulator.load.measure.JobResult;
import dev.circleoftrust.simulator.load.measure.PartName;
import dev.circleoftrust.simulator.load.measure.PartResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the channel takes of the machine, for a person.
 *
 * @param channel what it came to
 * @param cores that the machine has
 */
record CostTelling(ChannelResult channel, int cores) {
  private static final double MICROS_A_SECOND = 1e6;
  private static final double NOTHING = 0.005;

  List<String> lines() {
    var lines = new ArrayList<String>();
    for (boolean on : new boolean[] {false, true}) {
      last(on).ifPresent(part -> lines.add(part(part)));
    }
    for (boolean on : new boolean[] {false, true}) {
      last(on)
          .ifPresent(part -> {
            Saturation saturation = Saturation.of(part, cores);
            lines.add(
                "%-3s saturated: %s: %s"
                    .formatted(part.name().mode(), saturation.process(), saturation.why()));
          });
    }
    double longest =
        channel.jobs().stream().mapToLong(JobResult::took).max().orElse(0) / MICROS_A_SECOND;
    lines.add(
        String.format(
            Locale.ROOT,
            "%d signed jobs, each on an empty channel; the longest took %.2f s until every process obeyed it",
            channel.jobs().size(),
            longest));
    return lines;
  }

  private static String part(PartResult part) {
    Map<String, Double> used = part.effort().after().cores(part.effort().before());
    var line = new StringBuilder("%-3s CPU us a record:".formatted(part.name().mode()));
    used.forEach((name, busy) -> {
      if (busy > NOTHING) {
        line.append(
            String.format(
                Locale.ROOT,
                "  %s %.1f (%.2f cores)",
                name,
                busy / Math.max(1, part.rate()) * MICROS_A_SECOND,
                busy));
      }
    });
    long made = Math.max(1, part.account().made());
    return line
        + String.format(
            Locale.ROOT,
            "; on the wire %d B a record, signatures %d B before compression",
            part.flow().wireBytes() / made,
            part.account().signatureBytes() / made);
  }

  /** The last part at capacity. */
  private Optional<PartResult> last(boolean on) {
    return channel.parts().stream()
        .filter(part -> part.name().counted() && part.name().isOn() == on)
        .filter(part -> part.name().kind() == PartName.Kind.CAPACITY)
        .reduce((_, later) -> later);
  }
}
