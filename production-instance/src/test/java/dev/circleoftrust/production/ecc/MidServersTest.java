package dev.circleoftrust.production.ecc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.production.refusal.RefusalReason;
import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.http.Ruling;
import dev.circleoftrust.runtime.http.TableRule;
import dev.circleoftrust.runtime.store.EncodedQuery;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which MID Servers production knows, and which rows it sends them. */
class MidServersTest {
  @TempDir private Path folder;
  private QueueBench bench;

  @BeforeEach
  void start() {
    bench = new QueueBench(folder);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void aMidServerBecomesKnownByItsFirstHeartbeat() {
    bench.beat(
        "mid-1",
        "up",
        new Parameter("version", "1.2"),
        new Parameter("started_at", "2026-11-21 07:59:58"));
    assertThat(bench.agent("mid-1").fields())
        .containsEntry("status", "Up")
        .containsEntry("validated", "No")
        .containsEntry("version", "1.2")
        .containsEntry("started", "2026-11-21 07:59:58")
        .containsEntry("last_check_in", "2026-11-21 08:00:00");
    bench.beat("mid-1", "up");
    assertThat(bench.events()).containsExactly("mid_server.up mid-1");
    assertThat(bench.store.count(EccRecord.TABLE, EncodedQuery.all())).isZero();
  }

  @Test
  void aRowWaitsUntilItsMidServerIsUpAndValidated() {
    bench.beat("mid-1", "up");
    SysId row = bench.insert("mid.server.mid-1", "JDBCProbe").sysId();
    assertThat(bench.sentWork()).isEmpty();
    bench.validate("mid-1");
    assertThat(validated("mid-1")).isEqualTo("Validating");
    List<EccRecord> asked = bench.sent();
    assertThat(asked)
        .singleElement()
        .extracting(EccRecord::priority)
        .isEqualTo(Priority.INTERACTIVE);
    assertThat(bench.row(row).value("state")).isEqualTo("ready");
    bench.answerHeartbeats(asked, "mid-1");
    assertThat(validated("mid-1")).isEqualTo("Yes");
    assertThat(bench.sentWork()).containsExactly(row);
  }

  @Test
  void onlyTheAnswerToItsOwnQuestionValidates() {
    bench.beat("mid-1", "up");
    bench.look();
    List<EccRecord> earlier = bench.sent();
    bench.validate("mid-1");
    bench.answerHeartbeats(earlier, "mid-1");
    assertThat(validated("mid-1")).isEqualTo("Validating");
    List<EccRecord> asked = bench.sent();
    bench.beat("mid-2", "up");
    bench.answer(
        bench.heartbeat("mid-2", "up").with(EccField.RESPONSE_TO, asked.getLast().sysId().value()));
    assertThat(validated("mid-1")).isEqualTo("Validating");
    assertThat(validated("mid-2")).isEqualTo("No");
    bench.answerHeartbeats(asked, "mid-1");
    assertThat(validated("mid-1")).isEqualTo("Yes");
  }

  @Test
  void oneThatSpeaksUnaskedWhileItIsValidatedIsAskedAgain() {
    bench.beat("mid-1", "up");
    bench.validate("mid-1");
    List<EccRecord> refused = bench.sent();
    bench.answer(
        EccRecord.input(
                bench.store.newSysId(),
                new AgentName("mid-1"),
                "HeartbeatProbe",
                Priority.INTERACTIVE)
            .with(EccField.RESPONSE_TO, refused.getFirst().sysId().value())
            .with(EccField.STATE, "error"));
    assertThat(validated("mid-1")).isEqualTo("Validating");
    bench.beat("mid-1", "up");
    bench.answerHeartbeats(bench.sent(), "mid-1");
    assertThat(validated("mid-1")).isEqualTo("Yes");
  }

  @Test
  void oneThatIsNamedAtTheStartNeedsNobodyToValidateIt() {
    bench = bench.restarted(folder, "mid-1");
    SysId row = bench.insert("mid.server.mid-1", "JDBCProbe").sysId();
    assertThat(bench.row(row).value("state")).isEqualTo("ready");
    bench.beat("mid-1", "up");
    bench.answerHeartbeats(bench.sent(), "mid-1");
    assertThat(bench.sentWork()).containsExactly(row);
  }

  @Test
  void oneThatAPersonInvalidatedStaysSoThoughItIsNamed() throws Exception {
    bench = bench.restarted(folder, "mid-1");
    bench.employ("mid-1");
    var _ = bench.midServers.validations().invalidate(bench.agent("mid-1").sysId(), "admin");
    bench = bench.restarted(folder, "mid-1");
    bench.beat("mid-1", "up");
    bench.answerHeartbeats(bench.sent(), "mid-1");
    assertThat(validated("mid-1")).isEqualTo("No");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> bench.midServers.validations().validate(new SysId("0".repeat(32)), "a"))
        .extracting(RefusedException::reason)
        .isEqualTo(RefusalReason.NO_SUCH_RECORD);
  }

  @Test
  void rowsThatWaitForOneHoldNoOthersUp() {
    bench.employ("mid-2");
    bench.beat("mid-1", "up");
    bench.database.inTransaction(_ -> {
      for (int i = 0; i < 1500; i++) {
        var _ = bench.insert("mid.server.mid-1", "JDBCProbe");
      }
      return true;
    });
    SysId row = bench.insert("mid.server.mid-2", "JDBCProbe").sysId();
    assertThat(bench.sentWork()).containsExactly(row);
    bench.validate("mid-1");
    bench.answerHeartbeats(bench.sent(), "mid-1");
    assertThat(bench.sentWork()).hasSize(1500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WHERE gated = 1 AND agent = 'a' ORDER BY priority, ordinal LIMIT 9",
        "WHERE gated = 0 ORDER BY priority, ordinal LIMIT 9",
        "WHERE movable = 1 AND agent = 'a' ORDER BY ordinal LIMIT 9",
        "WHERE gated = 1 AND agent > 'a' ORDER BY agent LIMIT 1"
      })
  void noneOfTheRowsThatWaitIsLookedAtForNothing(String search) {
    String plan =
        bench.database.read(handle ->
            handle
                .select("EXPLAIN QUERY PLAN SELECT ecc FROM ecc_waiting " + search)
                .mapToMap()
                .list()
                .toString());
    assertThat(plan).contains("INDEX ecc_waiting_").doesNotContain("TEMP B-TREE");
  }

  @Test
  void aRowForNobodyIsAnErrorAtOnce() {
    GlideRecord row = bench.insert("mid.server.mid-9", "HeartbeatProbe");
    assertThat(row.value("state")).isEqualTo("error");
    assertThat(row.value("error_string")).contains("mid-9").contains("ecc_agent");
    assertThat(bench.sent()).isEmpty();
    assertThat(bench.memory.waiting().count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cancelled", "position-unknown", "internal"})
  void aRowIsNotNamedAsARefusalIs(String name) {
    var row =
        new GlideRecord(
            EccRecord.TABLE,
            bench.store.newSysId(),
            Map.of("agent", "mid.server.*", "topic", "JDBCProbe", "name", name));
    assertThat(bench.propose(row)).isInstanceOf(Ruling.Malformed.class);
    assertThat(bench.propose(row.with("name", "cancelled rows")))
        .isInstanceOf(Ruling.Allowed.class);
  }

  @Test
  void aRowForEveryMidServerIsCopiedToEachThatIsKnown() {
    bench.employ("mid-1");
    bench.beat("mid-2", "up");
    SysId row = bench.insert("mid.server.*", "JDBCProbe").sysId();
    assertThat(bench.row(row).value("state")).isEqualTo("processed");
    assertThat(bench.sent())
        .singleElement()
        .satisfies(copy -> {
          assertThat(copy.agent().value()).isEqualTo("mid-1");
          assertThat(copy.value(EccField.FROM_SYS_ID)).isEqualTo(row.value());
        });
    assertThat(bench.memory.waiting().awaited()).containsExactly(new AgentName("mid-2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HeartbeatProbe", "queue.stats", "CancelProbe", "SystemCommand"})
  void whatIsAboutTheMidServerItselfLeavesAtOnce(String topic) {
    bench.beat("mid-1", "stopped");
    var _ = bench.insert("mid.server.mid-1", topic);
    assertThat(bench.sent()).singleElement().extracting(EccRecord::topic).isEqualTo(topic);
  }

  @ParameterizedTest
  @CsvSource({"paused,Paused,paused", "draining,Down,down", "stopped,Down,down"})
  void oneThatSaysItTakesNoRowsGetsNone(String state, String status, String event) {
    bench.employ("mid-1");
    bench.beat("mid-1", state);
    assertThat(bench.agent("mid-1").value("status")).isEqualTo(status);
    SysId row = bench.insert("mid.server.mid-1", "JDBCProbe").sysId();
    assertThat(bench.sentWork()).isEmpty();
    bench.beat("mid-1", "up");
    assertThat(bench.sentWork()).containsExactly(row);
    assertThat(bench.events())
        .containsExactly(
            "mid_server.up mid-1", "mid_server." + event + " mid-1", "mid_server.up mid-1");
  }

  @ParameterizedTest
  @CsvSource({
    "mid_operational_state,asleep",
    "started_at,yesterday",
    "cluster_type,ring",
    "cluster_order,-1",
    "cluster,UPPER"
  })
  void whatIsNoHeartbeatChangesNothing(String parameter, String value) {
    EccRecord input =
        bench.heartbeat(
            "mid-1",
            parameter.equals("mid_operational_state") ? value : "up",
            new Parameter(parameter, value),
            new Parameter("cluster", "c1"),
            new Parameter("cluster_type", "failover"));
    bench.answer(input);
    assertThat(bench.store.find(QueueBench.AGENTS, "name", "mid-1")).isEmpty();
  }

  @Test
  void onlyANameIsWrittenByHandAndNoneWhileRowsWaitIsForgotten() {
    TableRule rule = rule("ecc_agent");
    var forged =
        new GlideRecord(
            QueueBench.AGENTS, bench.store.newSysId(), Map.of("name", "mid-1", "validated", "Yes"));
    assertThat(rule.insert(forged, "admin")).isInstanceOf(Ruling.Refused.class);
    assertThat(rule.insert(forged.without("validated").with("name", "MID 1"), "admin"))
        .isInstanceOf(Ruling.Malformed.class);
    assertThat(rule.insert(forged.without("validated"), "admin"))
        .isInstanceOfSatisfying(
            Ruling.Allowed.class, allowed -> bench.store.insert(allowed.record(), "admin"));
    GlideRecord row = bench.agent("mid-1");
    assertThat(rule.update(row, row.with("status", "Up"), "admin"))
        .isInstanceOf(Ruling.Refused.class);
    var _ = bench.insert("mid.server.mid-1", "JDBCProbe");
    assertThat(rule.delete(row, "admin")).isInstanceOf(Ruling.Refused.class);
    for (String table : List.of("sysevent", "ecc_agent_cluster", "ecc_agent_cluster_member_m2m")) {
      assertThat(rule(table).insert(forged, "admin")).isInstanceOf(Ruling.Refused.class);
    }
  }

  private TableRule rule(String table) {
    return Objects.requireNonNull(bench.midServers.rules().get(new TableName(table)));
  }

  private String validated(String agent) {
    return bench.agent(agent).value("validated");
  }
}
