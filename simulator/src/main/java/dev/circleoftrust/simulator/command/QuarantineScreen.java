package dev.circleoftrust.simulator.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.simulator.client.Instance;
import dev.circleoftrust.simulator.client.ProductionInstance;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.UnreachableException;
import dev.circleoftrust.simulator.explain.Explanation;
import dev.circleoftrust.simulator.kafka.Broker;
import dev.circleoftrust.simulator.kafka.Seen;
import dev.circleoftrust.simulator.quarantine.QuarantineEntry;
import dev.circleoftrust.simulator.table.Shown;
import dev.circleoftrust.wire.StrictJson;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One entry of the quarantine on a screen.
 *
 * @param output where to
 * @param broker where the circle log is
 */
record QuarantineScreen(Output output, Broker broker) {
  private static final int WIDTH = 80;
  private static final int MOST = 4_000;

  /**
   * Shows it.
   *
   * @param production who says which circle it is; asked last, as the rest needs nobody
   */
  void show(QuarantineEntry entry, Supplier<Instance> production) {
    ObjectNode answer = StrictJson.object();
    entry.line().values().forEach(answer::put);
    answer.put("remedy", entry.remedy());
    entry
        .row()
        .ifPresent(
            row -> row.fields().forEach((field, value) -> answer.put("ecc_queue." + field, value)));
    List<String> lines = explained(entry, production);
    if (output.json()) {
      lines.forEach(answer.putArray("explanation")::add);
      output.show(answer);
      return;
    }
    answer.properties().forEach(field -> told(field.getKey(), field.getValue().asText()));
    output.out().println();
    lines.forEach(output.out()::println);
  }

  /** A long value goes on in the next line; a very long one is for a file. */
  private void told(String field, String value) {
    String plain = Shown.plain(value);
    String shown = plain.substring(0, Math.min(plain.length(), MOST));
    for (int from = 0; from == 0 || from < shown.length(); from += WIDTH) {
      output
          .out()
          .printf(
              "  %-26s %s%n",
              from == 0 ? field : "",
              shown.substring(from, Math.min(shown.length(), from + WIDTH)));
    }
    if (shown.length() < plain.length()) {
      output
          .out()
          .printf("  %-26s ... of %,d characters: export it to see all%n", "", plain.length());
    }
  }

  private List<String> explained(QuarantineEntry entry, Supplier<Instance> production) {
    Optional<Seen> original = entry.original();
    if (original.isEmpty()) {
      return List.of("the checks cannot be made again: the original is not here");
    }
    try {
      var instance = new ProductionInstance(production.get());
      return Explanation.ofRefused(broker, instance, original.get(), entry.kept()).lines();
    } catch (RefusedException | UnreachableException | ConfigurationException e) {
      return List.of("the checks cannot be made again: " + e.getMessage());
    }
  }
}
