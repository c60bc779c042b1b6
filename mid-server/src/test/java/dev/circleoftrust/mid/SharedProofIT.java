package dev.circleoftrust.mid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.circleoftrust.batch.BatchProof;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.batch.SharedProofs;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.mid.queue.Steps.Step;
import dev.circleoftrust.runtime.kafka.Topics;
import dev.circleoftrust.trust.TestSigner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records that share a proof are as good as those that bear their own, and no better. */
class SharedProofIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int ROWS = 20;

  /** More than a MID Server keeps windows of a partition. */
  private static final int STRANGERS = 40;

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
  void aMidServerThatStartsAgainKnowsWhatWasLentBefore() throws Exception {
    List<ProducerRecord<byte[], byte[]>> sent = scene.production.sharing(rows(this::question));
    try (var _ = TestMid.start(scene)) {
      append(sent.subList(0, 8));
      awaitAnswers(8);
    }
    try (var _ = TestMid.start(scene)) {
      append(sent.subList(8, ROWS));
      awaitAnswers(ROWS);
    }
    assertThat(errors()).isEmpty();
    assertThat(scene.answers()).hasSize(ROWS);
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"RECEIVED", "ANNOUNCED"})
  void killedAfterAnyStepRowsWithCodeThatShareAProofHaveOneResult(Step step) throws Exception {
    List<OutboundMessage> rows = rows(this::effect);
    append(scene.production.sharing(rows));
    TestMid.Choice dying = TestMid.Choice.of(scene).with("  drain: 0").with(Killed.after(step));
    try (var mid = TestMid.start(scene, dying)) {
      await().atMost(PATIENCE).until(() -> !mid.deaths().isEmpty());
    }
    try (var _ = TestMid.start(scene)) {
      awaitAnswers(ROWS);
    }
    for (OutboundMessage row : rows) {
      assertThat(scene.answersTo(row.ecc().sysId())).hasSize(1);
    }
    assertThat(errors()).isEmpty();
    assertThat(scene.number("SELECT n FROM effects")).isEqualTo(ROWS);
  }

  /** A broker that drops the first record makes the others useless, and none of them run. */
  @Test
  void withoutTheRecordThatLendsItsProofTheOthersAreRefused() throws Exception {
    append(scene.production.sharing(rows(this::effect)).subList(1, ROWS));
    try (var _ = TestMid.start(scene)) {
      awaitAnswers(ROWS - 1);
    }
    assertThat(errors()).hasSize(ROWS - 1).containsOnly("batch-proof-missing");
    assertThat(scene.number("SELECT n FROM effects")).isZero();
  }

  @Test
  void alteredMovedOrRepeatedTheyAreRefused() throws Exception {
    String elsewhere = new EccTopics.Output(Scene.AGENT, Priority.EXPEDITED).topic();
    scene.wire().make(Topics.ecc(elsewhere));
    List<ProducerRecord<byte[], byte[]>> sent = scene.production.sharing(rows(this::effect));
    try (var _ = TestMid.start(scene)) {
      append(sent.subList(0, 3));
      awaitAnswers(3);
      scene.wire().append(sent.get(2));
      awaitAnswers(4);
      byte[] altered = sent.get(3).value().clone();
      altered[altered.length / 2] ^= 1;
      scene.wire().append(with(sent.get(3), scene.production.topic(), altered));
      awaitAnswers(5);
      append(List.of(with(sent.get(0), elsewhere, sent.get(0).value())));
      append(List.of(with(sent.get(4), elsewhere, sent.get(4).value())));
      awaitAnswers(7);
    }
    assertThat(errors())
        .containsExactlyInAnyOrder(
            "replayed", "batch-proof-invalid", "batch-proof-invalid", "batch-proof-invalid");
    assertThat(scene.number("SELECT n FROM effects")).isEqualTo(3);
    assertThat(scene.wire().read(EccTopics.QUARANTINE)).hasSize(4).allMatch(SharedProofIT::bears);
  }

  /** What is kept as evidence needs no other record. */
  private static boolean bears(ConsumerRecord<byte[], byte[]> kept) {
    return kept.headers().lastHeader("original." + BatchStatement.HEADER) != null
        && kept.headers().lastHeader("original." + BatchProof.HEADER) != null;
  }

  /** Whoever may write to the topic cannot make honest records useless. */
  @Test
  void leavesThatAStrangerWritesDoNotDisplaceGenuineOnes() throws Exception {
    List<ProducerRecord<byte[], byte[]>> sent = scene.production.sharing(rows(this::question));
    var forged = with(sent.getFirst(), scene.production.topic(), sent.getFirst().value());
    byte[] leaves = forged.headers().lastHeader(SharedProofs.LEAVES_HEADER).value().clone();
    leaves[leaves.length - 1] ^= 1;
    forged.headers().remove(SharedProofs.LEAVES_HEADER).add(SharedProofs.LEAVES_HEADER, leaves);
    append(List.of(sent.getFirst(), forged));
    for (int i = 0; i < STRANGERS; i++) {
      List<OutboundMessage> rows = rows(this::question);
      append(scene.production.sharing(rows, TestSigner.named("a stranger")).subList(0, 1));
    }
    try (var _ = TestMid.start(scene)) {
      append(sent.subList(1, 5));
      awaitAnswers(STRANGERS + 6);
    }
    try (var _ = TestMid.start(scene)) { // and what lies on disk is not a stranger's
      append(sent.subList(5, ROWS));
      awaitAnswers(STRANGERS + ROWS + 1);
    }
    assertThat(errors())
        .hasSize(STRANGERS + 1)
        .containsOnlyOnce("replayed")
        .allMatch(reason -> reason.equals("replayed") || reason.equals("batch-key-not-trusted"));
  }

  private static List<OutboundMessage> rows(Supplier<OutboundMessage> row) {
    return Stream.generate(row).limit(ROWS).toList();
  }

  private OutboundMessage question() {
    return new OutboundMessage.Bare(scene.production.row("HeartbeatProbe", Priority.STANDARD));
  }

  private OutboundMessage effect() {
    return scene.production.signed(
        TestProduction.source(scene.payroll, "UPDATE effects SET n = n + 1", ""));
  }

  private static ProducerRecord<byte[], byte[]> with(
      ProducerRecord<byte[], byte[]> sent, String topic, byte[] value) {
    return new ProducerRecord<>(topic, 0, null, null, value, sent.headers());
  }

  private void append(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    for (ProducerRecord<byte[], byte[]> record : records) {
      scene.wire().append(record);
    }
  }

  private void awaitAnswers(int count) {
    await().atMost(PATIENCE).until(() -> scene.answers().size() >= count);
  }

  private List<String> errors() throws Exception {
    return scene.answers().stream()
        .filter(answer -> answer.state() == EccState.ERROR)
        .map(answer -> answer.value(EccField.NAME))
        .toList();
  }
}
