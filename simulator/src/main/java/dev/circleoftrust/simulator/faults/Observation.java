package dev.circleoftrust.simulator.faults;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.Row;
import dev.circleoftrust.simulator.client.Tables;
import dev.circleoftrust.simulator.kafka.Broker;
import dev.circleoftrust.simulator.kafka.Seen;
import dev.circleoftrust.simulator.quarantine.QuarantineEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that can be seen of the rows of a stream, from outside.
 *
 * @param states the state of each row that production has, by sys_id
 * @param inputs the sys_ids of all answers that production has
 * @param results the committed answers in Kafka, by the row that they answer
 * @param refusals the reasons of the quarantine, by row
 * @param once how many effects each row had in the table of those that may have one
 * @param repeatable how many in the other table
 */
record Observation(
    Map<String, String> states,
    Set<String> inputs,
    Map<String, List<Result>> results,
    Map<String, List<String>> refusals,
    Map<String, Integer> once,
    Map<String, Integer> repeatable) {
  Observation {
    states = Map.copyOf(states);
    inputs = Set.copyOf(inputs);
    results = Map.copyOf(results);
    refusals = Map.copyOf(refusals);
    once = Map.copyOf(once);
    repeatable = Map.copyOf(repeatable);
  }

  /**
   * Looks: first at production, so that what it has read is in Kafka when that is looked at, and
   * last at the effects.
   */
  static Observation of(Broker broker, Tables production, Sources sources) throws RefusedException {
    Map<String, String> states =
        production.all("ecc_queue", "queue=output", List.of("sys_id", "state")).stream()
            .collect(Collectors.toMap(Row::sysId, row -> row.value("state")));
    Set<String> inputs =
        production.all("ecc_queue", "queue=input", List.of("sys_id")).stream()
            .map(Row::sysId)
            .collect(Collectors.toSet());
    var results = new HashMap<String, List<Result>>();
    for (String agent : sources.databases().keySet()) {
      broker.read(
          new EccTopics.Input(new AgentName(agent)).topic(),
          seen ->
              Result.of(seen)
                  .ifPresent(result ->
                      results.computeIfAbsent(result.row(), _ -> new ArrayList<>()).add(result)));
    }
    var refusals = new HashMap<String, List<String>>();
    broker.read(EccTopics.QUARANTINE, seen -> refused(seen, refusals));
    var once = new HashMap<String, Integer>();
    var repeatable = new HashMap<String, Integer>();
    for (Effects effects : Set.copyOf(sources.databases().values())) {
      effects.of("once").forEach((row, count) -> once.merge(row, count, Integer::sum));
      effects.of("repeatable").forEach((row, count) -> repeatable.merge(row, count, Integer::sum));
    }
    return new Observation(states, inputs, results, refusals, once, repeatable);
  }

  private static void refused(Seen seen, Map<String, List<String>> refusals) {
    var entry = new QuarantineEntry(seen);
    entry
        .row()
        .ifPresent(row ->
            refusals
                .computeIfAbsent(row.sysId().value(), _ -> new ArrayList<>())
                .add(entry.reason()));
  }

  /** The final answers to a row. */
  List<Result> finals(PlannedRow row) {
    return results.getOrDefault(row.id(), List.of()).stream()
        .filter(result -> !result.again())
        .toList();
  }

  /** Why a row was refused for good: not as a copy of one that was judged before. */
  List<String> refused(PlannedRow row) {
    return refusals.getOrDefault(row.id(), List.of()).stream()
        .filter(reason ->
            !reason.equals("replayed")
                && !reason.equals(Result.OUTCOME_UNKNOWN)
                && !reason.equals(Result.POSITION_UNKNOWN))
        .toList();
  }

  /** The state that production shows of a row; empty where it never had it. */
  Optional<String> state(PlannedRow row) {
    return Optional.ofNullable(states.get(row.id()));
  }

  /** How many effects a row had. */
  int effects(PlannedRow row) {
    return once.getOrDefault(row.id(), 0) + repeatable.getOrDefault(row.id(), 0);
  }

  /** Whether nothing more is to come of a row. */
  boolean isSettled(PlannedRow row) {
    String state = states.get(row.id());
    if (state == null) {
      return true;
    }
    if (row.kind().spoiled()) {
      return !refused(row).isEmpty();
    }
    return !state.equals("ready")
        && !state.equals("processing")
        && finals(row).stream().allMatch(result -> inputs.contains(result.input()));
  }
}
