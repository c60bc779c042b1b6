package dev.circleoftrust.simulator.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.simulator.table.TextTable;
import dev.circleoftrust.wire.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What became of the rows of a run, by their kind.
 *
 * @param audit the comparison
 */
record Summary(Audit audit) {
  private static final int WIDTH = 110;
  private static final List<String> COUNTED =
      List.of("planned", "accepted", "processed", "outcome-unknown", "refused", "effects");

  /** A table for a person. */
  List<String> lines() {
    var headings = new ArrayList<>(List.of("rows"));
    headings.addAll(COUNTED);
    var rows = new ArrayList<List<String>>();
    for (RowKind kind : RowKind.values()) {
      Map<String, Integer> counts = counts(kind);
      var row = new ArrayList<>(List.of(kind.word()));
      COUNTED.forEach(name -> row.add(Integer.toString(counts.getOrDefault(name, 0))));
      rows.add(row);
    }
    return new TextTable(headings, rows).lines(WIDTH);
  }

  /** The same for a script. */
  ObjectNode json() {
    ObjectNode json = StrictJson.object();
    for (RowKind kind : RowKind.values()) {
      ObjectNode one = json.putObject(kind.word());
      Map<String, Integer> counts = counts(kind);
      COUNTED.forEach(name -> one.put(name, counts.getOrDefault(name, 0)));
    }
    return json;
  }

  /** How many rows of all kinds were answered as unknown. */
  int unknown() {
    int sum = 0;
    for (RowKind kind : RowKind.values()) {
      sum += counts(kind).getOrDefault("outcome-unknown", 0);
    }
    return sum;
  }

  private Map<String, Integer> counts(RowKind kind) {
    Observation seen = audit.seen();
    List<PlannedRow> rows = audit.plan().rows().stream().filter(row -> row.kind() == kind).toList();
    return Map.of(
        "planned", rows.size(),
        "accepted", count(rows, row -> seen.state(row).isPresent()),
        "processed", count(rows, row -> seen.finals(row).stream().anyMatch(r -> !r.failed())),
        "outcome-unknown", count(rows, row -> seen.finals(row).stream().anyMatch(Result::unknown)),
        "refused", count(rows, row -> !seen.refused(row).isEmpty()),
        "effects", rows.stream().mapToInt(seen::effects).sum());
  }

  private static int count(List<PlannedRow> rows, Predicate<PlannedRow> isSo) {
    return (int) rows.stream().filter(isSo).count();
  }
}
