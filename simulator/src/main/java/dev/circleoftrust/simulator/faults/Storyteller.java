package dev.circleoftrust.simulator.faults;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.simulator.storm.Fault;
import dev.circleoftrust.wire.StrictJson;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tells of a run: line by line for a person, or at its end as JSON for a script. For one thread.
 */
final class Storyteller {
  private static final int ROWS_NAMED = 20;

  private final PrintStream out;
  private final boolean json;
  private final RunSettings settings;
  private final ObjectNode document = StrictJson.object();
  private final ArrayNode faults;

  Storyteller(PrintStream out, boolean json, RunSettings settings) {
    this.out = out;
    this.json = json;
    this.settings = settings;
    document
        .put("seed", settings.seed())
        .put("seconds", settings.duration().toSeconds())
        .put("rows", settings.rows());
    this.faults = document.putArray("faults");
  }

  /** Something on the way. */
  void say(String text) {
    if (!json) {
      out.println(text);
    }
  }

  /** A fault as it strikes. */
  void fault(Fault fault, Duration at) {
    say(
        String.format(
            Locale.ROOT,
            "  %6.1f s  %-12s %-8s for %.1f s",
            seconds(at),
            fault.target(),
            fault.kind().word(),
            seconds(fault.lasting())));
    faults
        .addObject()
        .put("at_ms", at.toMillis())
        .put("planned_ms", fault.at().toMillis())
        .put("target", fault.target())
        .put("fault", fault.kind().word())
        .put("lasting_ms", fault.lasting().toMillis());
  }

  /**
   * The end.
   *
   * @return whether all held
   */
  boolean end(Audit audit, List<String> ended, List<Finding> more) {
    var summary = new Summary(audit);
    var findings = new ArrayList<>(audit.findings());
    findings.addAll(more);
    say("");
    summary.lines().forEach(this::say);
    say("");
    ended.forEach(words -> say("ended by itself and was started again: " + words));
    findings.forEach(this::finding);
    String last = lastLine(audit, summary, findings);
    if (json) {
      document.put("held", findings.isEmpty()).put("summary", last);
      document.set("kinds", summary.json());
      ended.forEach(document.putArray("ended_by_themselves")::add);
      ArrayNode list = document.putArray("findings");
      for (Finding finding : findings) {
        ObjectNode one = list.addObject().put("what", finding.what());
        finding.rows().forEach(one.putArray("rows")::add);
      }
      out.println(document.toPrettyString());
    } else {
      out.println(last);
    }
    return findings.isEmpty();
  }

  private void finding(Finding finding) {
    say("does not hold: " + finding.what());
    finding.rows().stream().limit(ROWS_NAMED).forEach(row -> say("  " + row));
    if (finding.rows().size() > ROWS_NAMED) {
      say("  and %d more".formatted(finding.rows().size() - ROWS_NAMED));
    }
  }

  private String lastLine(Audit audit, Summary summary, List<Finding> findings) {
    return findings.isEmpty()
        ? "Held with seed %d: %d of %d rows accepted, each with one result; no effect twice, none missing but of %d outcome-unknown; %d faults."
            .formatted(
                settings.seed(),
                audit.accepted().size(),
                audit.plan().rows().size(),
                summary.unknown(),
                faults.size())
        : "circle: with seed %d this does not hold: %s"
            .formatted(
                settings.seed(), String.join("; ", findings.stream().map(Finding::what).toList()));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }
}
