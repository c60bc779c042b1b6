package dev.circleoftrust.simulator.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.Row;
import dev.circleoftrust.wire.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResendingTest {
  private static final Map<String, String> NOTHING = Map.of();

  @Test
  void theNewRowHasTheGivenFieldsAndNoneOfTheOldIdentityOrSignature() throws Exception {
    assertThat(Resending.values(Kept.original("unsigned"), Optional.of(Kept.own()), NOTHING, false))
        .containsOnlyKeys("agent", "topic", "name", "priority", "payload")
        .containsEntry("agent", "mid.server.mid-1")
        .containsEntry("payload", Kept.row().payload());
  }

  @Test
  void whatAPersonSetsWins() throws Exception {
    assertThat(
            Resending.values(
                Kept.original("unsigned"),
                Optional.of(Kept.own()),
                Map.of("agent", "mid.server.mid-2", "name", ""),
                false))
        .containsEntry("agent", "mid.server.mid-2")
        .doesNotContainKey("name");
  }

  @Test
  void onlyWhatAnAdministratorGivesMayBeSet() {
    refused(
        "usage",
        () ->
            Resending.values(
                Kept.original("unsigned"),
                Optional.of(Kept.own()),
                Map.of("sys_id", Kept.ROW),
                false));
  }

  /** Else whoever may write to the broker could have an operator notarize a row of his own. */
  @Test
  void aRowThatProductionNeverHadIsNotSentAgain() {
    refused(
        "not-from-production",
        () -> Resending.values(Kept.original("unsigned"), Optional.empty(), NOTHING, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent", "topic", "payload", "queue"})
  void aRowThatDiffersFromProductionsIsNotSentAgain(String field) {
    var other = new LinkedHashMap<>(Kept.own().values());
    other.put(field, "other");
    refused(
        "not-from-production",
        () ->
            Resending.values(
                Kept.original("unsigned"), Optional.of(new Row(other)), NOTHING, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"outcome-unknown", "replayed", "position-unknown"})
  void whatMayHaveRunNeedsConsent(String reason) throws Exception {
    refused(
        "may-run-twice",
        () -> Resending.values(Kept.original(reason), Optional.of(Kept.own()), NOTHING, false));
    assertThat(Resending.values(Kept.original(reason), Optional.of(Kept.own()), NOTHING, true))
        .isNotEmpty();
  }

  @Test
  void whatProductionHasAResultOfNeedsConsent() {
    var processed = new LinkedHashMap<>(Kept.own().values());
    processed.put("state", "processed");
    refused(
        "may-run-twice",
        () ->
            Resending.values(
                Kept.original("batch-proof-invalid"),
                Optional.of(new Row(processed)),
                NOTHING,
                false));
  }

  @Test
  void ofADigestNothingCanBeSent() {
    refused(
        "digest-only",
        () ->
            Resending.values(
                Kept.entry("unsigned", "digest", Bytes.ofUtf8("ab".repeat(32))),
                Optional.of(Kept.own()),
                NOTHING,
                true));
  }

  @Test
  void whatIsNoRowCannotBeSent() {
    refused(
        "malformed", () -> Resending.row(Kept.entry("malformed", "original", Bytes.ofUtf8("[]"))));
  }

  private static void refused(String reason, ThrowingCallable resending) {
    assertThatThrownBy(resending)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
