package dev.circleoftrust.mid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.ecc.ResultPayload;
import dev.circleoftrust.record.GlideRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that run side by side, and rows that wait for that. */
class WorkersIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Two threads, so forty may wait. */
  private static final String TWO_THREADS = "  threads.max: 2";

  private static final int ROWS = 60;

  @TempDir private Path folder;
  private Scene scene;

  @BeforeEach
  void open() throws Exception {
    scene = new Scene(folder);
    scene.turnOn();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aFloodOfSlowStandardRowsIsVisibleAndDelaysNoInteractiveAnswer() throws Exception {
    List<OutboundMessage> flood = new ArrayList<>();
    try (var mid = TestMid.start(scene, TestMid.Choice.of(scene).with(TWO_THREADS))) {
      OutboundMessage cancelled;
      try (var _ = lock()) {
        for (int i = 0; i < ROWS; i++) {
          flood.add(scene.production.signed(effect()));
          scene.wire().append(scene.production.notarized(flood.getLast()));
        }
        cancelled = flood.getLast();
        await()
            .atMost(PATIENCE)
            .until(() -> mid.get("/metrics").contains("full_total{priority=\"standard\"} 1.0"));
        ResultPayload stats = asked("queue.stats");
        assertThat(number(stats, "standard_queued")).isGreaterThanOrEqualTo(40);
        assertThat(number(stats, "standard_active")).isEqualTo(2);
        assertThat(number(stats, "standard_threads")).isEqualTo(2);
        assertThat(number(asked("HeartbeatProbe"), "interactive_threads")).isEqualTo(10);
        var _ = asked("CancelProbe", new Parameter("sys_id", cancelled.ecc().sysId().value()));
        assertThat(scene.number("SELECT n FROM effects")).isZero();
      }
      await().atMost(PATIENCE).until(() -> allAnswered(flood));
      EccRecord answer = scene.answersTo(cancelled.ecc().sysId()).getFirst();
      assertThat(answer.value(EccField.NAME)).isEqualTo("cancelled");
      assertThat(scene.number("SELECT n FROM effects")).isEqualTo(ROWS - 1);
      assertThat(scene.inputs()).anyMatch(input -> input.payload().contains("state=\"cancelled\""));
      assertThat(mid.health().get("openRows").intValue()).isZero();
    }
    assertThat(scene.answers()).hasSize(ROWS + 3);
  }

  @Test
  void aStopWaitsForWhatRunsAndAnswersIt() throws Exception {
    OutboundMessage row = scene.production.signed(effect());
    var mid = TestMid.start(scene, TestMid.Choice.of(scene).with("  drain: 9"));
    Thread stopping = Thread.ofPlatform().unstarted(mid::close);
    try (var _ = lock()) {
      scene.wire().append(scene.production.notarized(row));
      await()
          .atMost(PATIENCE)
          .until(() -> mid.get("/metrics").contains("active{priority=\"standard\"} 1.0"));
      stopping.start();
      assertThat(scene.answersTo(row.ecc().sysId())).isEmpty();
    }
    assertThat(stopping.join(PATIENCE)).isTrue();
    assertThat(scene.answersTo(row.ecc().sysId())).hasSize(1);
    assertThat(scene.number("SELECT n FROM effects")).isOne();
  }

  /** What the MID Server answers to an interactive row. */
  private ResultPayload asked(String topic, Parameter... parameters) throws Exception {
    EccRecord row =
        scene
            .production
            .row(topic, Priority.INTERACTIVE)
            .with(EccField.PAYLOAD, new EccPayload(List.of(parameters)).encode());
    scene.wire().append(scene.production.notarized(row));
    await().atMost(PATIENCE).until(() -> !scene.answersTo(row.sysId()).isEmpty());
    return ResultPayload.parse(scene.answersTo(row.sysId()).getFirst().payload());
  }

  private boolean allAnswered(List<OutboundMessage> rows) throws Exception {
    List<EccRecord> answers = scene.answers();
    return rows.stream()
        .allMatch(row ->
            answers.stream()
                .anyMatch(a -> a.responseTo().stream().anyMatch(row.ecc().sysId()::equals)));
  }

  private static int number(ResultPayload payload, String name) {
    return payload.parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .mapToInt(parameter -> Integer.parseInt(parameter.value()))
        .findFirst()
        .orElseThrow();
  }

  private GlideRecord effect() {
    return TestProduction.source(scene.payroll, "UPDATE effects SET n = n + 1", "");
  }

  /** Keeps every writer of the database waiting until it is closed. */
  private Connection lock() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + scene.payroll);
    try (var statement = connection.createStatement()) {
      var _ = statement.execute("BEGIN IMMEDIATE");
    }
    return connection;
  }
}
