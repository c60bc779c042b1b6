package dev.circleoftrust.mid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.mid.queue.Steps;
import dev.circleoftrust.mid.queue.Steps.Step;
import dev.circleoftrust.record.GlideRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Killed after any step, a MID Server gives each row one result, and at most one effect. */
class DeathIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

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

  @ParameterizedTest
  @EnumSource(Step.class)
  void killedAfterAnyStepEachRowHasOneResultAndAtMostOneEffect(Step step) throws Exception {
    List<OutboundMessage> rows =
        Stream.of(1, 2, 3).map(_ -> scene.production.signed(effect("false"))).toList();
    dieAfter(step, rows);
    try (var _ = TestMid.start(scene)) {
      awaitResults(rows);
    }
    assertOneResultEach(rows);
    long unknown = rows.stream().filter(this::isUnknown).count();
    int effects = scene.number("SELECT n FROM effects");
    switch (step) {
      case STARTED -> {
        assertThat(unknown).isOne();
        assertThat(effects).isEqualTo(2); // it was killed before the first had one
      }
      case RAN -> {
        assertThat(unknown).isOne();
        assertThat(effects).isEqualTo(3);
      }
      case JUDGED, RECEIVED, ANNOUNCED, DONE, COMMITTED, ANSWERED -> {
        assertThat(unknown).isZero();
        assertThat(effects).isEqualTo(3);
      }
    }
  }

  @Test
  void whatIsSignedAsRepeatableRunsAgain() throws Exception {
    List<OutboundMessage> rows = List.of(scene.production.signed(effect("true")));
    dieAfter(Step.RAN, rows);
    try (var _ = TestMid.start(scene)) {
      awaitResults(rows);
    }
    assertOneResultEach(rows);
    assertThat(isUnknown(rows.getFirst())).isFalse();
    assertThat(scene.number("SELECT n FROM effects")).isEqualTo(2);
  }

  @Test
  void whatEndsTheProcessTwiceIsNotTriedOnThoughItIsRepeatable() throws Exception {
    List<OutboundMessage> rows = List.of(scene.production.signed(effect("true")));
    dieAfter(Step.RAN, rows);
    dieAfter(Step.RAN, List.of());
    try (var _ = TestMid.start(scene)) {
      awaitResults(rows);
    }
    assertOneResultEach(rows);
    assertThat(isUnknown(rows.getFirst())).isTrue();
    assertThat(scene.number("SELECT n FROM effects")).isEqualTo(2);
  }

  @Test
  void aRefusedRowIsNotJudgedAgainToBeAccepted() throws Exception {
    OutboundMessage row = scene.production.signed(effect("false"));
    var record = scene.production.notarized(row);
    try (var _ = TestMid.start(scene)) {
      scene.wire().append(record);
      awaitResults(List.of(row));
    }
    TestMid.Choice dying =
        TestMid.Choice.of(scene).with("  drain: 0").with(Killed.after(Step.JUDGED));
    try (var mid = TestMid.start(scene, dying)) {
      scene.wire().append(record); // a replay, which is judged as one and then forgotten
      await().atMost(PATIENCE).until(() -> !mid.deaths().isEmpty());
    }
    try (var _ = TestMid.start(scene)) {
      await().atMost(PATIENCE).until(() -> scene.answers().size() == 2);
    }
    assertThat(scene.answers().getLast().value(EccField.ERROR_STRING)).contains(": replayed: ");
    assertThat(scene.number("SELECT n FROM effects")).isOne();
  }

  @Test
  void resultsSurviveABrokerThatGoesAwayMeanwhile() throws Exception {
    List<OutboundMessage> rows = List.of(scene.production.signed(effect("false")));
    var stopped = new AtomicBoolean();
    Steps stopping =
        step -> {
          if (step == Step.DONE && !stopped.get()) {
            scene.stopBroker();
            stopped.set(true);
          }
        };
    try (var _ = TestMid.start(scene, TestMid.Choice.of(scene).with(stopping))) {
      scene.wire().append(scene.production.notarized(rows.getFirst()));
      await().atMost(PATIENCE).untilTrue(stopped);
      scene.startBroker();
      awaitResults(rows);
    }
    assertOneResultEach(rows);
    assertThat(isUnknown(rows.getFirst())).isFalse();
    assertThat(scene.number("SELECT n FROM effects")).isOne();
  }

  /** Sends the rows to a MID Server that dies after the first time it has taken {@code step}. */
  private void dieAfter(Step step, List<OutboundMessage> rows) throws Exception {
    try (var mid =
        TestMid.start(
            scene, TestMid.Choice.of(scene).with("  drain: 0").with(Killed.after(step)))) {
      for (OutboundMessage row : rows) {
        scene.wire().append(scene.production.notarized(row));
      }
      await().atMost(PATIENCE).until(() -> !mid.deaths().isEmpty());
      assertThat(mid.deaths()).hasOnlyElementsOfType(Killed.class);
    }
  }

  private void awaitResults(List<OutboundMessage> rows) {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          for (OutboundMessage row : rows) {
            if (scene.answersTo(row.ecc().sysId()).isEmpty()) {
              return false;
            }
          }
          return true;
        });
  }

  private void assertOneResultEach(List<OutboundMessage> rows) throws Exception {
    for (OutboundMessage row : rows) {
      assertThat(scene.answersTo(row.ecc().sysId())).hasSize(1);
    }
    assertThat(scene.answers()).hasSize(rows.size());
  }

  private boolean isUnknown(OutboundMessage row) {
    try {
      EccRecord answer = scene.answersTo(row.ecc().sysId()).getFirst();
      return answer.value(EccField.ERROR_STRING).contains(": outcome-unknown: ");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private GlideRecord effect(String repeatable) {
    return TestProduction.source(scene.payroll, "UPDATE effects SET n = n + 1", "")
        .with("repeatable", repeatable);
  }
}
