package dev.circleoftrust.mid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.ecc.ResultPayload;
import dev.circleoftrust.record.GlideRecord;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A MID Server at work, over a real broker. */
class MidServerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String BY_DEPARTMENT =
      """
      {"parameters":[{"name":"department","type":"text","place":1,"maxLength":200,"pattern":".*"}]}\
      """;

  @TempDir private Path folder;
  private Scene scene;

  @BeforeEach
  void open() throws Exception {
    scene = new Scene(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aSignedRowRunsAndItsResultNamesWhoSignedIt() throws Exception {
    scene.turnOn();
    try (var mid = TestMid.start(scene)) {
      await().atMost(PATIENCE).until(() -> isReady(mid));
      OutboundMessage message =
          scene.production.signed(query(), new Parameter("department", "Sales"));
      scene.wire().append(scene.production.notarized(message));
      EccRecord answer = answerTo(message);
      ResultPayload payload = ResultPayload.parse(answer.payload());
      assertThat(answer.state()).isEqualTo(EccState.READY);
      assertThat(payload.rows()).hasSize(12);
      assertThat(payload.parameters())
          .contains(
              new Parameter("basis", "verified"),
              new Parameter("circle_head", scene.state().head().toHex()),
              new Parameter("more_rows", "false"));
      assertThat(scene.inputs()).anyMatch(input -> input.topic().equals("queue.processing"));
      assertThat(mid.get("/metrics"))
          .contains("ecc_verdicts_total{reason=\"none\",verdict=\"verified\"} 1.0")
          .contains("ecc_verdicts_total{reason=\"unsigned\",verdict=\"rejected\"} 0.0");
    }
  }

  @Test
  void whileCodeSigningIsOffAnybodysSqlRuns() throws Exception {
    try (var mid = TestMid.start(scene)) {
      await().atMost(PATIENCE).until(() -> isReady(mid));
      OutboundMessage message = scene.production.bare(source("DELETE FROM payroll"));
      scene.wire().append(scene.production.unsigned(message));
      ResultPayload payload = ResultPayload.parse(answerTo(message).payload());
      assertThat(payload.parameters())
          .contains(new Parameter("basis", "not-enforced"), new Parameter("update_count", "12"));
      assertThat(scene.employees()).isZero();
      assertThat(mid.health().get("standing").textValue()).isEqualTo("proven-off");
    }
  }

  @Test
  void anInjectionAttemptIsAValueAndNothingElse() throws Exception {
    scene.turnOn();
    try (var mid = TestMid.start(scene)) {
      await().atMost(PATIENCE).until(() -> isReady(mid));
      for (String attempt :
          List.of("Sales' OR '1'='1", "'; DELETE FROM payroll; --", "?", "Sales\u0000")) {
        if (attempt.indexOf('\u0000') < 0) {
          OutboundMessage message =
              scene.production.signed(query(), new Parameter("department", attempt));
          scene.wire().append(scene.production.notarized(message));
          ResultPayload payload = ResultPayload.parse(answerTo(message).payload());
          assertThat(payload.error()).isEmpty();
          assertThat(payload.rows()).isEmpty();
        }
      }
      assertThat(scene.employees()).isEqualTo(12);
    }
  }

  @Test
  void aReplayedRowRunsOnceAndIsAnsweredOnce() throws Exception {
    scene.turnOn();
    try (var mid = TestMid.start(scene)) {
      await().atMost(PATIENCE).until(() -> isReady(mid));
      OutboundMessage message = scene.production.signed(count());
      ProducerRecord<byte[], byte[]> record = scene.production.notarized(message);
      scene.wire().append(record);
      scene.wire().append(record);
      await().atMost(PATIENCE).until(() -> scene.answers().size() == 2);
      assertThat(scene.answersTo(message.ecc().sysId())).hasSize(1);
      assertThat(scene.answers())
          .extracting(answer -> answer.value(EccField.ERROR_STRING))
          .satisfiesOnlyOnce(error -> assertThat(error).contains(": replayed: "));
      assertThat(scene.number("SELECT n FROM effects")).isOne();
    }
  }

  @Test
  void aQuerysResultComesWholeInItsOrderAndWhatNoMessageCarriesBlocksNobody() throws Exception {
    scene.turnOn();
    try (var mid = TestMid.start(scene)) {
      await().atMost(PATIENCE).until(() -> isReady(mid));
      OutboundMessage large =
          send(
              "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 450)"
                  + " SELECT i FROM n");
      OutboundMessage tooLarge = send("SELECT 1 UNION ALL SELECT hex(zeroblob(600000))");
      OutboundMessage wrong = send("SELECT nothing FROM nowhere");
      OutboundMessage after = send("UPDATE effects SET n = n + 1");
      assertThat(answerTo(after).topic()).isEqualTo("JDBCProbe");
      for (OutboundMessage failing : List.of(tooLarge, wrong)) {
        assertThat(answerTo(failing).topic()).isEqualTo("JDBCProbeError");
        assertThat(answerTo(failing).state()).isEqualTo(EccState.ERROR);
      }
      await().atMost(PATIENCE).until(() -> scene.answersTo(large.ecc().sysId()).size() == 4);
      List<EccRecord> answers = scene.answersTo(large.ecc().sysId());
      assertThat(answers)
          .extracting(EccRecord::topic)
          .containsExactly("JDBCProbe", "JDBCProbe", "JDBCProbe", "JDBCProbeCompleted");
      var found = new ArrayList<String>();
      for (EccRecord answer : answers) {
        ResultPayload.parse(answer.payload())
            .rows()
            .forEach(row -> found.add(row.columns().getFirst().value()));
      }
      assertThat(found)
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, 450).mapToObj("%d"::formatted).toList());
      assertThat(ResultPayload.parse(answers.getLast().payload()).parameters())
          .contains(new Parameter("rows", "450"), new Parameter("parts", "3"));
    }
  }

  @Test
  void anOffsetAtWhichTheProcessEndedTwiceIsSkippedAndSaid() throws Exception {
    scene.turnOn();
    try (var mid = TestMid.start(scene)) {
      await().atMost(PATIENCE).until(() -> isReady(mid));
    }
    long bomb = scene.wire().append(scene.production.unsigned(scene.production.signed(count())));
    OutboundMessage next = scene.production.signed(count());
    scene.wire().append(scene.production.notarized(next));
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("mid/memory.db"));
        var ended = connection.prepareStatement("INSERT INTO ecc_attempt VALUES (?, 0, ?, 2)")) {
      ended.setString(1, scene.production.topic());
      ended.setLong(2, bomb);
      assertThat(ended.executeUpdate()).isOne();
    }
    try (var mid = TestMid.start(scene)) {
      assertThat(answerTo(next).state()).isEqualTo(EccState.READY);
      assertThat(scene.answers())
          .extracting(answer -> answer.value(EccField.ERROR_STRING))
          .satisfiesOnlyOnce(error -> assertThat(error).startsWith("oversize: "));
      assertThat(mid.get("/metrics")).contains("ecc_offsets_skipped_total 1.0");
      assertThat(scene.number("SELECT n FROM effects")).isOne();
    }
  }

  @Test
  void anUnsignedRowIsRefusedAndKeptAsItCame() throws Exception {
    scene.turnOn();
    try (var mid = TestMid.start(scene)) {
      await().atMost(PATIENCE).until(() -> isReady(mid));
      OutboundMessage message = scene.production.bare(source("DELETE FROM payroll"));
      ProducerRecord<byte[], byte[]> record = scene.production.unsigned(message);
      record.headers().add("x-sender", new byte[] {1, 2});
      scene.wire().append(record);
      await().atMost(PATIENCE).until(() -> !scene.answers().isEmpty());
      EccRecord answer = scene.answers().getFirst();
      assertThat(answer.state()).isEqualTo(EccState.ERROR);
      assertThat(answer.responseTo()).isEmpty();
      assertThat(answer.value(EccField.ERROR_STRING))
          .startsWith("signature validation failed: unsigned: ")
          .endsWith("; have a trusted instance sign the record that holds the code; send again");
      var kept = scene.wire().read(EccTopics.QUARANTINE).getFirst();
      assertThat(kept.value()).isEqualTo(record.value());
      assertThat(kept.headers().lastHeader("original.x-sender").value()).containsExactly(1, 2);
      assertThat(kept.headers().lastHeader("cot-verdict").value()).asString().isEqualTo("unsigned");
      assertThat(scene.employees()).isEqualTo(12);
      assertThat(mid.health().get("verdicts").get("unsigned").intValue()).isOne();
    }
  }

  @Test
  void rowsThatLeftBeforeCodeSigningWasOnSaySo() throws Exception {
    OutboundMessage message = scene.production.bare(source("DELETE FROM payroll"));
    scene.wire().append(scene.production.unsigned(message));
    scene.turnOn();
    try (var _ = TestMid.start(scene)) {
      await().atMost(PATIENCE).until(() -> !scene.answers().isEmpty());
      assertThat(scene.answers().getFirst().value(EccField.ERROR_STRING))
          .startsWith("signature validation failed: unsigned: ")
          .endsWith("; sent before Code Signing was on; send again");
      assertThat(scene.employees()).isEqualTo(12);
    }
  }

  @Test
  void aPausedMidServerStillObeysInteractiveRows() throws Exception {
    scene.turnOn();
    try (var mid = TestMid.start(scene)) {
      await().atMost(PATIENCE).until(() -> isReady(mid));
      command("pauseMid");
      assertThat(mid.health().get("paused").booleanValue()).isTrue();
      await().atMost(PATIENCE).until(() -> saysItself("paused"));
      OutboundMessage held = scene.production.signed(count());
      scene.wire().append(scene.production.notarized(held));
      command("signature_validation_certs_reload");
      assertThat(scene.answersTo(held.ecc().sysId())).isEmpty();
      command("resumeMid");
      await().atMost(PATIENCE).until(() -> saysItself("up"));
      assertThat(answerTo(held).state()).isEqualTo(EccState.READY);
    }
  }

  @Test
  void otherTopicsAreRefusedByName() throws Exception {
    try (var mid = TestMid.start(scene)) {
      await().atMost(PATIENCE).until(() -> isReady(mid));
      EccRecord row = scene.production.row("LDAPProbe", Priority.STANDARD);
      scene.wire().append(scene.production.unsigned(new OutboundMessage.Bare(row)));
      assertThat(answerTo(new OutboundMessage.Bare(row)).value(EccField.ERROR_STRING))
          .startsWith("this MID Server has no probe for LDAPProbe");
    }
  }

  @Test
  void itTellsProductionThatItLives() throws Exception {
    try (var _ = TestMid.start(scene)) {
      await()
          .atMost(PATIENCE)
          .until(() ->
              scene.inputs().stream()
                  .anyMatch(i -> i.topic().equals("HeartbeatProbe") && i.responseTo().isEmpty()));
    }
  }

  /** Whether its last word that nobody asked for has this state: none is due within a minute. */
  private boolean saysItself(String state) throws Exception {
    List<EccRecord> unasked =
        scene.inputs().stream()
            .filter(i -> i.topic().equals("HeartbeatProbe") && i.responseTo().isEmpty())
            .toList();
    return !unasked.isEmpty()
        && ResultPayload.parse(unasked.getLast().payload())
            .parameters()
            .contains(new Parameter("mid_operational_state", state));
  }

  private void command(String name) throws Exception {
    EccRecord row =
        scene.production.row("SystemCommand", Priority.INTERACTIVE).with(EccField.SOURCE, name);
    String topic = new EccTopics.Output(Scene.AGENT, Priority.INTERACTIVE).topic();
    var message = new OutboundMessage.Bare(row);
    scene.wire().append(scene.production.notarized(topic, TestProduction.bytes(message)));
    assertThat(answerTo(message).state()).isEqualTo(EccState.READY);
  }

  private EccRecord answerTo(OutboundMessage message) throws Exception {
    await().atMost(PATIENCE).until(() -> !scene.answersTo(message.ecc().sysId()).isEmpty());
    return scene.answersTo(message.ecc().sysId()).getFirst();
  }

  private boolean isReady(TestMid mid) throws Exception {
    return mid.knows(scene.state().head());
  }

  private GlideRecord query() {
    return TestProduction.source(
        scene.payroll, "SELECT name FROM payroll WHERE department = ?", BY_DEPARTMENT);
  }

  private GlideRecord count() {
    return source("UPDATE effects SET n = n + 1");
  }

  private GlideRecord source(String sql) {
    return TestProduction.source(scene.payroll, sql, "");
  }

  private OutboundMessage send(String sql) throws Exception {
    OutboundMessage message = scene.production.signed(source(sql));
    scene.wire().append(scene.production.notarized(message));
    return message;
  }
}
