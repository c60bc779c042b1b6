package dev.circleoftrust.mid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.runtime.kafka.Topics;
import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.trust.TestCircle;
import dev.circleoftrust.wire.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whoever holds the broker can make a MID Server forget, or never learn: nothing. */
class CircleAttackIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
  void aCutLogIsReportedAndEnforcementStays() throws Exception {
    scene.turnOn();
    try (var mid = TestMid.start(scene)) {
      await().atMost(PATIENCE).until(() -> mid.knows(scene.state().head()));
      remake(scene.log().subList(0, 1));
      await().atMost(PATIENCE).until(() -> withheld(mid) == 2);
      assertEnforcing(mid, "turned-on");
      assertUnsignedIsRefused();
    }
    try (var mid = TestMid.start(scene)) {
      assertThat(withheld(mid)).isEqualTo(2);
      assertEnforcing(mid, "turned-on");
    }
  }

  @Test
  void whereOffIsProvenACutLogEndsTheProof() throws Exception {
    try (var mid = TestMid.start(scene)) {
      await().atMost(PATIENCE).until(() -> standing(mid).equals("proven-off"));
      remake(List.of());
      await().atMost(PATIENCE).until(() -> standing(mid).equals("log-cut"));
      assertThat(mid.health().get("enforcing").booleanValue()).isTrue();
      for (LogItem item : scene.log()) {
        scene.wire().append(EccTopics.CIRCLE, item.encode());
      }
      await().atMost(PATIENCE).until(() -> standing(mid).equals("proven-off"));
    }
  }

  @Test
  void aRewrittenLogIsSkippedAndCounted() throws Exception {
    scene.turnOn();
    try (var mid = TestMid.start(scene)) {
      await().atMost(PATIENCE).until(() -> mid.knows(scene.state().head()));
      remake(List.of(TestCircle.of(2).first()));
      scene.wire().append(EccTopics.CIRCLE, Bytes.ofUtf8("{\"kind\":\"nonsense\"}"));
      await()
          .atMost(PATIENCE)
          .until(() ->
              mid.get("/metrics").contains("circle_log_skipped_total{reason=\"malformed\"} 1.0"));
      assertThat(mid.get("/metrics"))
          .contains("circle_log_skipped_total{reason=\"wrong-circle\"} 1.0");
      assertThat(mid.knows(scene.state().head())).isTrue();
      assertEnforcing(mid, "turned-on");
    }
  }

  @Test
  void aLogWithRepetitionsAndNonsenseGivesTheSameHead() throws Exception {
    scene.turnOn();
    List<LogItem> replayed = new ArrayList<>(scene.log());
    List<LogItem> again = new ArrayList<>(scene.log());
    Collections.shuffle(again, new Random(7));
    replayed.addAll(again);
    replayed.addFirst(TestCircle.of(3).first());
    remake(replayed);
    try (var mid = TestMid.start(scene)) {
      await().atMost(PATIENCE).until(() -> mid.knows(scene.state().head()));
      assertEnforcing(mid, "turned-on");
    }
  }

  @Test
  void anEmptyDiskAndAClockTwoYearsAheadGiveTheSameHeadAndEnforce() throws Exception {
    scene.turnOn();
    var later = TestMid.Choice.of(scene).with(new TestClock(twoYearsLater()));
    try (var mid = TestMid.start(scene, "empty", later)) {
      await().atMost(PATIENCE).until(() -> mid.knows(scene.state().head()));
      assertEnforcing(mid, "turned-on");
    }
  }

  @Test
  void withAClockTwoYearsAheadNothingProvesOff() throws Exception {
    var later = TestMid.Choice.of(scene).with(new TestClock(twoYearsLater()));
    try (var mid = TestMid.start(scene, "empty", later)) {
      await().atMost(PATIENCE).until(() -> mid.knows(scene.state().head()));
      assertEnforcing(mid, "not-fresh");
      assertUnsignedIsRefused();
    }
  }

  @Test
  void withTrustedProductionAndBrokerGoneItEnforcesFromItsDisk() throws Exception {
    scene.turnOn();
    try (var mid = TestMid.start(scene)) {
      await().atMost(PATIENCE).until(() -> mid.knows(scene.state().head()));
    }
    scene.stopBroker();
    try (var mid = TestMid.start(scene)) {
      assertThat(mid.knows(scene.state().head())).isTrue();
      assertThat(mid.health().get("ready").booleanValue()).isFalse();
      assertEnforcing(mid, "turned-on");
    }
    scene.startBroker();
  }

  @Test
  void requiredEnforcesWhateverTheLogSays() throws Exception {
    var choice = TestMid.Choice.of(scene).with("  codeSigning: required");
    try (var mid = TestMid.start(scene, choice)) {
      await().atMost(PATIENCE).until(() -> mid.knows(scene.state().head()));
      assertEnforcing(mid, "required");
      assertUnsignedIsRefused();
    }
  }

  @Test
  void anotherPinIsNoWayToForgetACircle() throws Exception {
    try (var mid = TestMid.start(scene)) {
      await().atMost(PATIENCE).until(() -> mid.knows(scene.state().head()));
    }
    var other = new Scene(Files.createDirectory(folder.resolve("other")), TestCircle.of(2));
    Files.move(folder.resolve("mid"), folder.resolve("other/mid"));
    try (other) {
      assertThatThrownBy(() -> TestMid.start(other))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("this folder is the memory of a MID Server of circle");
    }
  }

  @Test
  void aRemadeTopicWithOldRowsRunsNothingAgain() throws Exception {
    OutboundMessage unsigned = scene.production.bare(count());
    OutboundMessage signed = scene.production.signed(count());
    var records = List.of(scene.production.unsigned(unsigned), scene.production.notarized(signed));
    try (var mid = TestMid.start(scene)) {
      await().atMost(PATIENCE).until(() -> standing(mid).equals("proven-off"));
      for (var record : records) {
        scene.wire().append(record);
      }
      await().atMost(PATIENCE).until(() -> scene.answers().size() == 2);
    }
    remakeTopic(scene.production.topic());
    for (var record : records) {
      scene.wire().append(record);
    }
    try (var _ = TestMid.start(scene)) {
      await().atMost(PATIENCE).until(() -> scene.answers().size() == 4);
      OutboundMessage fresh = scene.production.bare(count());
      scene.wire().append(scene.production.unsigned(fresh));
      await().atMost(PATIENCE).until(() -> scene.answersTo(fresh.ecc().sysId()).size() == 1);
    }
    assertThat(scene.answers().subList(2, 4))
        .allMatch(answer -> answer.value(EccField.ERROR_STRING).contains(": replayed: "))
        .allMatch(answer -> answer.responseTo().isEmpty());
    assertThat(scene.number("SELECT n FROM effects")).isEqualTo(3);
  }

  @Test
  void aLostDiskRunsNothingFromBefore() throws Exception {
    OutboundMessage unsigned = scene.production.bare(count());
    OutboundMessage signed = scene.production.signed(count());
    try (var mid = TestMid.start(scene)) {
      await().atMost(PATIENCE).until(() -> standing(mid).equals("proven-off"));
      scene.wire().append(scene.production.unsigned(unsigned));
      scene.wire().append(scene.production.notarized(signed));
      await().atMost(PATIENCE).until(() -> scene.answers().size() == 2);
    }
    scene.clock.advance(Duration.ofMinutes(1));
    try (var _ = TestMid.start(scene, "empty", TestMid.Choice.of(scene))) {
      await().atMost(PATIENCE).until(() -> scene.answers().size() == 4);
    }
    assertThat(scene.answers().subList(2, 4))
        .allMatch(answer -> answer.value(EccField.ERROR_STRING).contains(": position-unknown: "))
        .allMatch(answer -> answer.value(EccField.ERROR_STRING).endsWith("; send again"));
    assertThat(scene.number("SELECT n FROM effects")).isEqualTo(2);
  }

  private void assertUnsignedIsRefused() throws Exception {
    int before = scene.answers().size();
    scene.wire().append(scene.production.unsigned(scene.production.bare(count())));
    await().atMost(PATIENCE).until(() -> scene.answers().size() == before + 1);
    assertThat(scene.answers().getLast().value(EccField.NAME)).isEqualTo("unsigned");
    assertThat(scene.number("SELECT n FROM effects")).isZero();
  }

  private static void assertEnforcing(TestMid mid, String cause) throws Exception {
    JsonNode health = mid.health();
    assertThat(health.get("enforcing").booleanValue()).isTrue();
    assertThat(health.get("standing").textValue()).isEqualTo(cause);
  }

  private static String standing(TestMid mid) throws Exception {
    return mid.health().get("standing").textValue();
  }

  private static int withheld(TestMid mid) throws Exception {
    return mid.health().get("withheldInstructions").intValue();
  }

  private Instant twoYearsLater() {
    return scene.clock.instant().plus(Duration.ofDays(730));
  }

  /** Another log under the same name. */
  private void remake(List<LogItem> items) throws Exception {
    scene.wire().delete(EccTopics.CIRCLE);
    until(() -> make(EccTopics.CIRCLE));
    for (LogItem item : items) {
      scene.wire().append(EccTopics.CIRCLE, item.encode());
    }
  }

  private void remakeTopic(String name) throws Exception {
    scene.wire().delete(name);
    until(() -> make(name));
  }

  private boolean make(String name) {
    scene.wire().make(name.equals(EccTopics.CIRCLE) ? Topics.circle() : Topics.ecc(name));
    return true;
  }

  private static void until(Callable<Boolean> done) {
    await().atMost(PATIENCE).ignoreExceptions().until(done);
  }

  private GlideRecord count() {
    return TestProduction.source(scene.payroll, "UPDATE effects SET n = n + 1", "");
  }
}
