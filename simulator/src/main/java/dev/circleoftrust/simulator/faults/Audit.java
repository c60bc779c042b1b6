package dev.circleoftrust.simulator.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares what was planned with what is seen, by sets of sys_ids. A pure function: whatever it is
 * asked, it asks of every row.
 *
 * @param plan the rows
 * @param answers what came of the call that inserted each
 * @param seen what is seen afterwards
 */
record Audit(RowPlan plan, Map<String, Inserts.Answer> answers, Observation seen) {
  private static final String VERIFIED = "verified";

  Audit {
    answers = Map.copyOf(answers);
  }

  /** The rows that production has, whatever it answered. */
  List<PlannedRow> accepted() {
    return plan.rows().stream().filter(row -> seen.state(row).isPresent()).toList();
  }

  /** Everything that does not hold; nothing where all does. */
  List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    find(findings, "production accepted these rows and has them no more", plan.rows(), this::lost);
    find(
        findings,
        "production refused these rows",
        plan.rows(),
        row -> is(row, Inserts.Answer.REFUSED));
    good(findings);
    spoiled(findings);
    effects(findings);
    return findings;
  }

  private void good(List<Finding> findings) {
    List<PlannedRow> good = accepted().stream().filter(row -> !row.kind().spoiled()).toList();
    find(findings, "no result", good, row -> seen.finals(row).isEmpty() && !isGivenUp(row));
    find(findings, "more than one result", good, row -> seen.finals(row).size() > 1);
    find(findings, "refused though nothing is wrong", good, row -> !seen.refused(row).isEmpty());
    find(
        findings,
        "failed",
        good,
        row ->
            any(row, result -> result.failed() && !result.unknown() && result.reason().isEmpty()));
    find(
        findings,
        "answered with the reason of a refusal",
        good,
        row -> any(row, result -> !result.reason().isEmpty() && !result.unknown()));
    find(
        findings,
        "outcome-unknown although it may run again",
        good,
        row -> row.kind() != RowKind.ONCE && any(row, Result::unknown));
    find(
        findings,
        "ran on another basis than verified",
        good,
        row -> any(row, result -> !result.failed() && !result.basis().equals(VERIFIED)));
    find(
        findings,
        "an answer that production does not have",
        good,
        row -> any(row, result -> !seen.inputs().contains(result.input())));
    find(findings, "not finished on production as it was answered", good, this::differs);
  }

  private void spoiled(List<Finding> findings) {
    List<PlannedRow> spoiled = accepted().stream().filter(row -> row.kind().spoiled()).toList();
    find(
        findings,
        "not refused although no signature covers it",
        spoiled,
        row -> seen.refused(row).isEmpty());
    find(
        findings,
        "refused for another reason than unsigned",
        spoiled,
        row -> seen.refused(row).stream().anyMatch(reason -> !reason.equals("unsigned")));
    find(
        findings,
        "ran although no signature covers it",
        spoiled,
        row -> any(row, r -> !r.failed()));
  }

  private void effects(List<Finding> findings) {
    Map<String, PlannedRow> known =
        plan.rows().stream().collect(Collectors.toMap(PlannedRow::id, row -> row));
    Set<String> effective =
        Stream.concat(seen.once().keySet().stream(), seen.repeatable().keySet().stream())
            .collect(Collectors.toSet());
    var strangers = effective.stream().filter(id -> !known.containsKey(id)).sorted().toList();
    if (!strangers.isEmpty()) {
      findings.add(new Finding("an effect of a row that nobody planned", strangers));
    }
    List<PlannedRow> rows = plan.rows();
    find(
        findings,
        "an effect of what production does not have",
        rows,
        row -> seen.effects(row) > 0 && seen.state(row).isEmpty());
    find(
        findings,
        "an effect of a row that was to be refused",
        rows,
        row -> seen.effects(row) > 0 && row.kind().spoiled());
    find(findings, "more than one effect", rows, row -> seen.once().getOrDefault(row.id(), 0) > 1);
    find(
        findings,
        "processed without an effect",
        rows,
        row -> inserts(row) && seen.effects(row) == 0 && any(row, result -> !result.failed()));
  }

  private boolean lost(PlannedRow row) {
    return is(row, Inserts.Answer.ACCEPTED) && seen.state(row).isEmpty();
  }

  private boolean is(PlannedRow row, Inserts.Answer answer) {
    return answers.getOrDefault(row.id(), Inserts.Answer.NONE) == answer;
  }

  private boolean any(PlannedRow row, Predicate<Result> what) {
    return seen.finals(row).stream().anyMatch(what);
  }

  /** Production sent it again often enough: its own error is the row's one result. */
  private boolean isGivenUp(PlannedRow row) {
    return seen.state(row).orElse("").equals("error")
        && seen.results().getOrDefault(row.id(), List.of()).stream().anyMatch(Result::again);
  }

  private boolean differs(PlannedRow row) {
    String state = seen.state(row).orElse("");
    return seen.finals(row).stream()
        .anyMatch(result -> !state.equals(result.failed() ? "error" : "processed"));
  }

  private static boolean inserts(PlannedRow row) {
    return row.kind() == RowKind.ONCE || row.kind() == RowKind.REPEATABLE;
  }

  private static void find(
      List<Finding> findings, String what, List<PlannedRow> rows, Predicate<PlannedRow> isSo) {
    List<String> found = rows.stream().filter(isSo).map(PlannedRow::id).toList();
    if (!found.isEmpty()) {
      findings.add(new Finding(what, found));
    }
  }
}
