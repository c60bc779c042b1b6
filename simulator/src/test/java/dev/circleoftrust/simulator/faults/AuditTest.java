package dev.circleoftrust.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.record.SysId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each way in which a run can be wrong is found, and named with its rows. */
class AuditTest {
  private static final PlannedRow ONCE = row(1, RowKind.ONCE);
  private static final PlannedRow REPEATABLE = row(2, RowKind.REPEATABLE);
  private static final PlannedRow OWN_SQL = row(3, RowKind.OWN_SQL);

  private final List<PlannedRow> plan = List.of(ONCE, REPEATABLE, OWN_SQL);
  private final Map<String, Inserts.Answer> answers = new HashMap<>();
  private final Map<String, String> states = new HashMap<>();
  private final Set<String> inputs = new HashSet<>();
  private final Map<String, List<Result>> results = new HashMap<>();
  private final Map<String, List<String>> refusals = new HashMap<>();
  private final Map<String, Integer> once = new HashMap<>();
  private final Map<String, Integer> repeatable = new HashMap<>();

  /** A run in which everything holds. */
  AuditTest() {
    plan.forEach(row -> answers.put(row.id(), Inserts.Answer.ACCEPTED));
    states.put(ONCE.id(), "processed");
    states.put(REPEATABLE.id(), "processed");
    states.put(OWN_SQL.id(), "ready");
    answered(ONCE, ran(ONCE, "verified"));
    answered(REPEATABLE, ran(REPEATABLE, "verified"));
    refusals.put(OWN_SQL.id(), List.of("unsigned"));
    once.put(ONCE.id(), 1);
    repeatable.put(REPEATABLE.id(), 1);
  }

  @Test
  void aRunInWhichEverythingHoldsHasNoFindings() {
    assertThat(found()).isEmpty();
  }

  @Test
  void aRepeatableRowMayHaveMoreThanOneEffectAndARowMayBeReplayed() {
    repeatable.put(REPEATABLE.id(), 2);
    refusals.put(ONCE.id(), List.of("replayed"));
    assertThat(found()).isEmpty();
  }

  @Test
  void aRowWhoseInsertNobodyAnsweredCountsOnlyIfProductionHasIt() {
    answers.put(ONCE.id(), Inserts.Answer.NONE);
    states.remove(ONCE.id());
    results.remove(ONCE.id());
    once.remove(ONCE.id());
    assertThat(found()).isEmpty();
    once.put(ONCE.id(), 1);
    assertThat(found()).containsExactly("an effect of what production does not have");
  }

  @Test
  void anAcceptedRowThatProductionForgot() {
    states.remove(ONCE.id());
    assertThat(found()).contains("production accepted these rows and has them no more");
  }

  @Test
  void aRowThatProductionRefused() {
    answers.put(ONCE.id(), Inserts.Answer.REFUSED);
    assertThat(found()).containsExactly("production refused these rows");
  }

  @Test
  void noResult() {
    results.remove(ONCE.id());
    assertThat(found()).containsExactly("no result");
  }

  @Test
  void twoResults() {
    answered(
        ONCE,
        ran(ONCE, "verified"),
        new Result("c".repeat(32), ONCE.id(), false, "", "verified", ""));
    assertThat(found()).containsExactly("more than one result");
  }

  @Test
  void twoEffects() {
    once.put(ONCE.id(), 2);
    assertThat(new Audit(new RowPlan(plan), answers, seen()).findings())
        .containsExactly(new Finding("more than one effect", List.of(ONCE.id())));
  }

  @Test
  void noEffectOfWhatWasProcessed() {
    once.remove(ONCE.id());
    assertThat(found()).containsExactly("processed without an effect");
  }

  @Test
  void anUnknownOutcomeMayHaveAnEffectOrNone() {
    states.put(ONCE.id(), "error");
    answered(ONCE, refused(ONCE, "outcome-unknown"));
    assertThat(found()).isEmpty();
    once.remove(ONCE.id());
    assertThat(found()).isEmpty();
  }

  @Test
  void anUnknownOutcomeOfWhatMayRunAgain() {
    states.put(REPEATABLE.id(), "error");
    answered(REPEATABLE, refused(REPEATABLE, "outcome-unknown"));
    assertThat(found()).containsExactly("outcome-unknown although it may run again");
  }

  @Test
  void aRowSentAgainHasOneResultAllTheSame() {
    answered(ONCE, refused(ONCE, "position-unknown"), ran(ONCE, "verified"));
    assertThat(found()).isEmpty();
    answered(ONCE, refused(ONCE, "position-unknown"));
    states.put(ONCE.id(), "error");
    assertThat(found()).isEmpty();
    states.put(ONCE.id(), "processed");
    assertThat(found()).containsExactly("no result");
  }

  @Test
  void aGoodRowThatWasRefused() {
    refusals.put(ONCE.id(), List.of("batch-proof-invalid"));
    states.put(ONCE.id(), "error");
    answered(ONCE, refused(ONCE, "batch-proof-invalid"));
    assertThat(found())
        .containsExactly(
            "refused though nothing is wrong", "answered with the reason of a refusal");
  }

  @Test
  void aGoodRowThatFailed() {
    states.put(ONCE.id(), "error");
    answered(ONCE, new Result("a".repeat(32), ONCE.id(), true, "", "verified", "locked"));
    assertThat(found()).containsExactly("failed");
  }

  @Test
  void aRowThatRanWithoutItsSignatureBeingVerified() {
    answered(ONCE, ran(ONCE, "not-enforced"));
    assertThat(found()).containsExactly("ran on another basis than verified");
  }

  @Test
  void anAnswerThatProductionDidNotRead() {
    inputs.clear();
    assertThat(found()).containsExactly("an answer that production does not have");
  }

  @Test
  void aStateThatIsNotWhatWasAnswered() {
    states.put(ONCE.id(), "ready");
    assertThat(found()).containsExactly("not finished on production as it was answered");
  }

  @Test
  void aSpoiledRowThatNobodyRefused() {
    refusals.clear();
    assertThat(found()).containsExactly("not refused although no signature covers it");
  }

  @Test
  void aSpoiledRowThatRan() {
    answered(OWN_SQL, ran(OWN_SQL, "not-enforced"));
    once.put(OWN_SQL.id(), 1);
    assertThat(found())
        .containsExactly(
            "ran although no signature covers it", "an effect of a row that was to be refused");
  }

  @Test
  void anEffectThatNobodyAskedFor() {
    once.put("f".repeat(32), 1);
    assertThat(found()).containsExactly("an effect of a row that nobody planned");
  }

  private List<String> found() {
    return new Audit(new RowPlan(plan), answers, seen())
        .findings().stream().map(Finding::what).toList();
  }

  private Observation seen() {
    return new Observation(states, inputs, results, refusals, once, repeatable);
  }

  private void answered(PlannedRow row, Result... all) {
    results.put(row.id(), new ArrayList<>(List.of(all)));
    results.get(row.id()).forEach(result -> inputs.add(result.input()));
  }

  private static Result ran(PlannedRow row, String basis) {
    return new Result("a" + row.id().substring(1), row.id(), false, "", basis, "");
  }

  private static Result refused(PlannedRow row, String reason) {
    return new Result("b" + row.id().substring(1), row.id(), true, reason, "", reason);
  }

  private static PlannedRow row(int number, RowKind kind) {
    return new PlannedRow(
        Duration.ZERO, new SysId("%032x".formatted(number)), kind, "mid-1", Priority.STANDARD);
  }
}
