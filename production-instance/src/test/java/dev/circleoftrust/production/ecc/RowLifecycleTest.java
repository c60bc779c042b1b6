package dev.circleoftrust.production.ecc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.ecc.InboundMessage;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.production.refusal.RefusalReason;
import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.store.EncodedQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowLifecycleTest {
  private static final String PART =
      "<results probe_time=\"1\" result_code=\"0\"><result/><parameters>"
          + "<parameter name=\"part\" value=\"1\"/>"
          + "<parameter name=\"rows_so_far\" value=\"200\"/></parameters></results>";

  private static final TableName CLUSTERS = new TableName("ecc_agent_cluster");
  private static final TableName MEMBERS = new TableName("ecc_agent_cluster_member_m2m");

  @TempDir private Path folder;
  private TestQueue queue;

  @BeforeEach
  void open() {
    queue = new TestQueue(folder);
  }

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void aRowIsReadyThenProcessingThenProcessed() {
    SysId row = queue.sent();
    assertThat(queue.state(row)).isEqualTo("ready");
    queue.announced(row);
    assertThat(queue.state(row)).isEqualTo("processing");
    queue.now = queue.now.plusSeconds(5);
    queue.write(queue.answer(row));
    assertThat(queue.state(row)).isEqualTo("processed");
    assertThat(queue.row(row).value("processed")).isEqualTo("2026-11-21 08:00:00");
    queue.announced(row);
    queue.write(queue.refusal(row, "internal"));
    assertThat(queue.state(row)).isEqualTo("processed");
    assertThat(queue.answers(row)).hasSize(2);
  }

  @Test
  void aRefusalMakesItAnError() {
    SysId row = queue.sent();
    queue.write(queue.refusal(row, "unsigned"));
    assertThat(queue.state(row)).isEqualTo("error");
    assertThat(queue.row(row).value("error_string")).contains("unsigned");
  }

  @Test
  void aRefusalThatNamesOnlyThePlaceOfAnUnsignedRowEndsIt() {
    SysId row = queue.sent();
    new UnnamedRefusals(queue.memory).sent(row, "topic/0/7");
    queue.write(queue.refusalAt("topic/0/8"));
    assertThat(queue.state(row)).isEqualTo("ready");
    queue.write(queue.refusalAt("topic/0/7"));
    assertThat(queue.state(row)).isEqualTo("error");
    assertThat(queue.row(row).value("error_string")).contains("unsigned");
    assertThat(queue.answers(row)).hasSize(1);
  }

  @Test
  void suchARefusalMayBeReadBeforeItIsKnownWhereTheRowStands() {
    SysId row = queue.sent();
    queue.write(queue.refusalAt("topic/0/7"));
    assertThat(queue.state(row)).isEqualTo("ready");
    new UnnamedRefusals(queue.memory).sent(row, "topic/0/7");
    assertThat(queue.state(row)).isEqualTo("error");
    assertThat(queue.answers(row)).hasSize(1);
  }

  @Test
  void anOldRefusalEndsNoNewerRowAtTheSamePlaceOfATopicMadeAnew() {
    queue.write(queue.refusalAt("topic/0/7"));
    queue.now = queue.now.plusSeconds(1);
    var refusals = new UnnamedRefusals(queue.memory);
    SysId row = queue.sent();
    refusals.sent(row, "topic/0/7");
    assertThat(queue.state(row)).isEqualTo("ready");
    SysId newer = queue.sent();
    refusals.sent(newer, "topic/0/7");
    queue.write(queue.refusalAt("topic/0/7"));
    assertThat(queue.state(newer)).isEqualTo("error");
    assertThat(queue.state(row)).isEqualTo("ready");
  }

  @Test
  void aRefusalEndsOneRowOnly() {
    SysId row = queue.sent();
    SysId other = queue.sent();
    queue.write(queue.refusalAt("topic/0/7"));
    var refusals = new UnnamedRefusals(queue.memory);
    refusals.sent(row, "topic/0/7");
    refusals.sent(other, "topic/0/7");
    assertThat(queue.state(row)).isEqualTo("error");
    assertThat(queue.state(other)).isEqualTo("ready");
  }

  @Test
  void aMidServerEndsNoRowOfAnotherByItsPlace() {
    SysId row = queue.sent();
    new UnnamedRefusals(queue.memory).sent(row, "topic/0/7");
    queue.write(new AgentName("mid-2"), queue.refusalAt("topic/0/7"));
    assertThat(queue.state(row)).isEqualTo("ready");
  }

  @Test
  void onlyTheLastInputOfSeveralEndsARow() {
    SysId row = queue.sent();
    queue.write(queue.answer(row).with(EccField.PAYLOAD, PART));
    assertThat(queue.state(row)).isEqualTo("processing");
    queue.write(queue.answer(row).with(EccField.PAYLOAD, PART));
    assertThat(queue.state(row)).isEqualTo("processing");
    queue.write(queue.answer(row).with(EccField.TOPIC, "JDBCProbeCompleted"));
    assertThat(queue.state(row)).isEqualTo("processed");
    assertThat(queue.answers(row)).hasSize(3);
  }

  @Test
  void aPartThatCannotBeReadHoldsNoRowOpen() {
    SysId row = queue.sent();
    queue.write(queue.answer(row).with(EccField.PAYLOAD, PART.replace("</results>", "")));
    assertThat(queue.state(row)).isEqualTo("processed");
  }

  @Test
  void positionUnknownIsSentAgainSevenTimesAndNoMore() {
    SysId row = queue.sent();
    int[] pauses = {1, 2, 4, 8, 16, 32, 32};
    for (int i = 1; i <= pauses.length; i++) {
      EccRecord refusal = queue.write(queue.refusal(row, "position-unknown"));
      assertThat(queue.state(row)).isEqualTo("ready");
      GlideRecord kept = queue.row(refusal.sysId());
      assertThat(kept.value("state")).isEqualTo("processed");
      assertThat(kept.value("response_to")).isEmpty();
      assertThat(kept.value("error_string"))
          .startsWith("position-unknown: sent again (%d of 7)".formatted(i))
          .contains(row.value());
      queue.now = queue.now.plusSeconds(pauses[i - 1]).minusMillis(1);
      assertThat(queue.inLine()).isEmpty();
      queue.now = queue.now.plusMillis(1);
      assertThat(queue.inLine()).containsExactly(row);
      queue.leave(row);
    }
    queue.write(queue.refusal(row, "position-unknown"));
    assertThat(queue.state(row)).isEqualTo("error");
    assertThat(queue.memory.waiting().count()).isZero();
    assertThat(queue.answers(row)).hasSize(1);
  }

  @Test
  void aRowThatIsSentAgainLaterSurvivesARestart() {
    SysId row = queue.sent();
    queue.write(queue.refusal(row, "position-unknown"));
    queue.close();
    queue = new TestQueue(folder);
    assertThat(queue.inLine()).isEmpty();
    queue.now = queue.now.plusSeconds(1);
    assertThat(queue.inLine()).containsExactly(row);
  }

  @Test
  void aRowThatIsSentAgainLaterIsCancelledAtOnce() throws Exception {
    SysId row = queue.sent();
    queue.write(queue.refusal(row, "position-unknown"));
    assertThat(queue.cancellation.cancel(row, "admin").probe()).isEmpty();
    assertThat(queue.state(row)).isEqualTo("cancelled");
    queue.now = queue.now.plusSeconds(60);
    assertThat(queue.inLine()).isEmpty();
  }

  @Test
  void positionUnknownThatIsReadTwiceIsSentAgainOnce() {
    SysId row = queue.sent();
    EccRecord refusal = queue.write(queue.refusal(row, "position-unknown"));
    queue.write(refusal);
    queue.write(queue.refusal(row, "position-unknown"));
    assertThat(queue.memory.waiting().count()).isOne();
    assertThat(queue.memory.open().timesSent(row)).isOne();
  }

  @Test
  void aCrashWhileItIsPutInLineAgainLosesAndDoublesNothing() {
    SysId row = queue.sent();
    EccRecord refusal = queue.refusal(row, "position-unknown");
    assertThatThrownBy(() ->
            queue.database.inTransaction(_ -> {
              queue.results.write(TestQueue.MID, new InboundMessage(refusal).encode());
              throw new IllegalStateException("killed before the commit");
            }))
        .hasMessageContaining("killed");
    assertThat(queue.memory.waiting().count()).isZero();
    assertThat(queue.store.get(EccRecord.TABLE, refusal.sysId())).isEmpty();
    queue.write(refusal);
    assertThat(queue.memory.waiting().count()).isOne();
  }

  @Test
  void positionUnknownOfARowThatWasAnnouncedIsAnError() {
    SysId row = queue.sent();
    queue.announced(row);
    queue.write(queue.refusal(row, "position-unknown"));
    assertThat(queue.state(row)).isEqualTo("error");
    assertThat(queue.memory.waiting().count()).isZero();
  }

  @Test
  void aRowThatHasNotLeftIsCancelledAtOnce() throws Exception {
    SysId row = queue.waiting();
    assertThat(queue.cancellation.cancel(row, "admin").probe()).isEmpty();
    assertThat(queue.state(row)).isEqualTo("cancelled");
    assertThat(queue.row(row).value("error_string")).contains("admin");
    assertThat(queue.memory.waiting().count()).isZero();
  }

  @Test
  void ofARowThatHasLeftTheMidServerIsAskedOnce() throws Exception {
    SysId row = queue.sent();
    SysId probe = queue.cancellation.cancel(row, "admin").probe().orElseThrow();
    assertThat(queue.state(row)).isEqualTo("ready");
    GlideRecord asking = queue.row(probe);
    assertThat(asking.value("topic")).isEqualTo("CancelProbe");
    assertThat(asking.value("agent")).isEqualTo("mid.server.mid-1");
    assertThat(asking.value("priority")).isEqualTo("0");
    assertThat(EccPayload.parse(asking.value("payload")).values("sys_id"))
        .isEqualTo(List.of(row.value()));
    assertThat(queue.wakes).isOne();
    assertThat(queue.cancellation.cancel(row, "admin").probe()).contains(probe);
    queue.leave(probe);
    queue.write(queue.refusal(probe, "internal"));
    assertThat(queue.cancellation.cancel(row, "admin").probe().orElseThrow()).isNotEqualTo(probe);
  }

  @Test
  void theMidServersWordCancelsIt() throws Exception {
    SysId row = queue.sent();
    SysId other = queue.sent();
    var _ = queue.cancellation.cancel(row, "admin");
    queue.announced(row);
    queue.write(queue.refusal(row, "cancelled"));
    queue.told(EccState.CANCELLED, other);
    for (SysId cancelled : List.of(row, other)) {
      assertThat(queue.state(cancelled)).isEqualTo("cancelled");
      queue.write(queue.answer(cancelled));
      assertThat(queue.state(cancelled)).isEqualTo("cancelled");
    }
  }

  @Test
  void ofARowForAClusterEachMemberIsAsked() throws Exception {
    var cluster = new AgentName("c1");
    EccRecord row =
        EccRecord.output(queue.store.newSysId(), cluster, "JDBCProbe", Priority.STANDARD);
    var _ = queue.store.insert(row.toRecord(), "admin");
    var _ = queue.store.insert(CLUSTERS, Map.of("name", "c1"), "system");
    refused(row.sysId(), RefusalReason.WRONG_STATE, "No MID Server is known");
    for (String member : List.of("mid-1", "mid-2")) {
      var _ = queue.store.insert(MEMBERS, Map.of("cluster", "c1", "agent", member), "system");
    }
    assertThat(queue.cancellation.cancel(row.sysId(), "admin").probe()).isPresent();
    assertThat(queue.store.query(EccRecord.TABLE, EncodedQuery.where("topic", "CancelProbe"), 10))
        .extracting(probe -> probe.value("agent"))
        .containsExactly("mid.server.mid-1", "mid.server.mid-2");
  }

  @Test
  void whatHasBegunGoesOn() throws Exception {
    SysId row = queue.sent();
    queue.announced(row);
    SysId probe = queue.cancellation.cancel(row, "admin").probe().orElseThrow();
    queue.leave(probe);
    queue.write(queue.answer(probe).with(EccField.TOPIC, "CancelProbe"));
    assertThat(queue.state(row)).isEqualTo("processing");
    queue.write(queue.answer(row));
    assertThat(queue.state(row)).isEqualTo("processed");
  }

  @Test
  void aRowThatWasCalledOffIsNotSentAgain() throws Exception {
    SysId row = queue.sent();
    var _ = queue.cancellation.cancel(row, "admin");
    queue.write(queue.refusal(row, "position-unknown"));
    assertThat(queue.state(row)).isEqualTo("cancelled");
    assertThat(queue.memory.waiting().holds(row)).isFalse();
  }

  @Test
  void whatCannotBeCancelledIsRefusedWithTheReason() {
    SysId processed = queue.sent();
    EccRecord input = queue.write(queue.answer(processed));
    refused(queue.store.newSysId(), RefusalReason.NO_SUCH_RECORD, "No row");
    refused(input.sysId(), RefusalReason.WRONG_STATE, "input");
    refused(processed, RefusalReason.WRONG_STATE, "state processed already");
    assertThat(queue.memory.waiting().count()).isZero();
  }

  @Test
  void whatNobodyTookWhileItWasValidExpires() {
    SysId row = queue.sent();
    SysId taken = queue.sent();
    SysId undated = queue.waiting();
    queue.memory.waiting().remove(undated);
    queue.memory.open().left(List.of(undated), null);
    queue.announced(taken);
    queue.now = queue.now.plus(Duration.ofHours(24));
    assertThat(queue.expiry.sweep()).isZero();
    queue.now = queue.now.plus(Duration.ofMinutes(11));
    assertThat(queue.expiry.sweep()).isEqualTo(2);
    assertThat(queue.expiry.sweep()).isZero();
    assertThat(queue.state(row)).isEqualTo("error");
    assertThat(queue.row(row).value("error_string")).startsWith("expired: ");
    assertThat(queue.state(taken)).isEqualTo("processing");
    assertThat(queue.state(undated)).isEqualTo("ready");
    queue.write(queue.answer(row));
    assertThat(queue.state(row)).isEqualTo("error");
    assertThat(queue.answers(row)).hasSize(1);
  }

  private void refused(SysId row, RefusalReason reason, String words) {
    assertThatThrownBy(() -> queue.cancellation.cancel(row, "admin"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(reason);
              assertThat(refused.explanation()).contains(words);
            });
  }
}
