package dev.circleoftrust.mid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.ecc.QueueProcessing;
import dev.circleoftrust.mid.queue.Steps;
import dev.circleoftrust.mid.queue.Steps.Step;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.kafka.Topics;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.trust.TestCircle;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is settled at sight leaves no journal, and has one answer wherever the process ends. */
class SightIT {
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

  @Test
  void aQuestionIsAnsweredWithoutAJournalAndWithoutAnAnnouncement() throws Exception {
    EccRecord question = question(new Parameter("said", "a \"quoted\" <word> & more"));
    try (var mid = TestMid.start(scene)) {
      scene.wire().append(scene.production.notarized(question));
      awaitAnswers(1);
      assertThat(mid.health().at("/settledAtSight/rows").intValue()).isOne();
      assertThat(mid.get("/metrics")).contains("ecc_sight_turns_total 1.0");
      await().atMost(PATIENCE).until(() -> mid.health().at("/lag/standard").intValue() == 0);
    }
    EccRecord answer = scene.answersTo(question.sysId()).getFirst();
    assertThat(answer.state()).isEqualTo(EccState.READY);
    assertThat(answer.payload())
        .contains("name=\"basis\" value=\"verified\"")
        .contains("name=\"mid_operational_state\" value=\"up\"")
        .contains("name=\"said\" value=\"a &quot;quoted&quot; &lt;word&gt; &amp; more\"");
    assertThat(scene.inputs()).noneMatch(input -> input.topic().equals(QueueProcessing.TOPIC));
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"JUDGED", "COMMITTED", "ANSWERED"})
  void killedAfterAnyStepEveryRowHasOneAnswer(Step step) throws Exception {
    List<EccRecord> questions = questions(5);
    ProducerRecord<byte[], byte[]> unsigned = unsigned();
    try (var mid = TestMid.start(scene, dyingAfter(step))) {
      ask(questions.subList(0, 3));
      scene.wire().append(unsigned);
      await().atMost(PATIENCE).until(() -> !mid.deaths().isEmpty());
      assertThat(mid.deaths()).hasOnlyElementsOfType(Killed.class);
    }
    try (var mid = TestMid.start(scene)) {
      ask(questions.subList(3, 5));
      awaitAnswers(6);
      assertThat(mid.health().at("/openRows").intValue()).isZero();
    }
    assertOneAnswerEach(questions);
    assertThat(errors()).containsExactly("unsigned");
    assertThat(scene.answers()).hasSize(6).extracting(EccRecord::sysId).doesNotHaveDuplicates();
  }

  @Test
  void aCircleThatChangesWhileRowsAreJudgedPutsNoneIntoTheJournal() throws Exception {
    answerWhileTheCircleChanges(new Action.WithdrawCode(Digest.of(Bytes.ofUtf8("other code"))));
    assertThat(errors()).isEmpty();
    assertThat(scene.inputs()).noneMatch(input -> input.topic().equals(QueueProcessing.TOPIC));
  }

  @Test
  void aKeyThatIsRevokedWhileRowsAreJudgedProvesNothing() throws Exception {
    answerWhileTheCircleChanges(new Action.RevokeKey(TestCircle.notarization().keyId()));
    assertThat(errors()).hasSize(3).containsOnly("batch-key-not-trusted");
  }

  /** Lets a MID Server learn of a change between judging rows and answering them. */
  private void answerWhileTheCircleChanges(Action action) throws Exception {
    ask(questions(3));
    var running = new CompletableFuture<TestMid>();
    var changed = new AtomicBoolean();
    Steps changing =
        reached -> {
          if (reached == Step.JUDGED && changed.compareAndSet(false, true)) {
            change(action);
            await().atMost(PATIENCE).until(() -> running.join().knows(scene.state().head()));
          }
        };
    try (var mid = TestMid.start(scene, TestMid.Choice.of(scene).with(changing))) {
      running.complete(mid);
      awaitAnswers(3);
      assertThat(mid.health().at("/settledAtSight/rows").intValue()).isEqualTo(3);
      assertThat(mid.deaths()).isEmpty();
    }
    assertThat(scene.answers()).hasSize(3);
  }

  private void change(Action action) {
    try {
      scene.apply(scene.circle.exported(scene.state(), action));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatWasAnsweredBeforeTheDeathIsRememberedAsPassed() throws Exception {
    List<EccRecord> questions = questions(1);
    ProducerRecord<byte[], byte[]> asked = scene.production.notarized(questions.getFirst());
    try (var mid = TestMid.start(scene, dyingAfter(Step.COMMITTED))) {
      scene.wire().append(asked);
      await().atMost(PATIENCE).until(() -> !mid.deaths().isEmpty());
    }
    try (var _ = TestMid.start(scene)) {
      scene.wire().append(asked); // a replay
      awaitAnswers(2);
    }
    assertOneAnswerEach(questions);
    assertThat(errors()).containsExactly("replayed");
  }

  @Test
  void severalDeathsOneAfterAnotherLeaveOneAnswerEach() throws Exception {
    List<EccRecord> questions = questions(4);
    for (Step step : List.of(Step.COMMITTED, Step.JUDGED, Step.COMMITTED)) {
      try (var mid = TestMid.start(scene, dyingAfter(step))) {
        ask(List.of(questions.removeFirst()));
        await().atMost(PATIENCE).until(() -> !mid.deaths().isEmpty());
      }
    }
    try (var _ = TestMid.start(scene)) {
      ask(questions);
      awaitAnswers(4);
    }
    assertThat(scene.answers()).hasSize(4);
    assertThat(answered()).hasSize(4);
  }

  @Test
  void aRowWithCodeAmongQuestionsPutsAllOfThemIntoTheJournal() throws Exception {
    for (Step step : List.of(Step.JUDGED, Step.RECEIVED, Step.ANNOUNCED, Step.COMMITTED)) {
      List<EccRecord> rows = new ArrayList<>(questions(2));
      OutboundMessage effect =
          scene.production.signed(
              TestProduction.source(scene.payroll, "UPDATE effects SET n = n + 1", ""));
      // They stand there already when the MID Server starts, so one fetch brings them all.
      ask(rows.subList(0, 1));
      scene.wire().append(scene.production.notarized(effect));
      scene.wire().append(unsigned());
      ask(rows.subList(1, 2));
      rows.add(effect.ecc());
      try (var mid = TestMid.start(scene, dyingAfter(step))) {
        await().atMost(PATIENCE).until(() -> !mid.deaths().isEmpty());
      }
      try (var _ = TestMid.start(scene)) {
        await().atMost(PATIENCE).until(() -> answered().containsAll(ids(rows)));
        await().atMost(PATIENCE).until(() -> scene.answers().size() % 4 == 0);
      }
      assertOneAnswerEach(rows);
    }
    assertThat(scene.number("SELECT n FROM effects")).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"JUDGED", "COMMITTED", "ANSWERED"})
  void ofSeveralPartitionsEachIsReadOnFromItsOwnPlace(Step step) throws Exception {
    scene.wire().delete(scene.production.topic());
    scene.wire().make(Topics.cluster(scene.production.topic()));
    List<EccRecord> questions = questions(24);
    for (int i = 0; i < 18; i++) {
      askIn(i % 5, questions.get(i)); // one partition stays empty
    }
    try (var mid = TestMid.start(scene, dyingAfter(step))) {
      await().atMost(PATIENCE).until(() -> !mid.deaths().isEmpty());
    }
    try (var mid = TestMid.start(scene)) {
      for (int i = 18; i < 24; i++) {
        askIn(i % 6, questions.get(i));
      }
      awaitAnswers(24);
      await().atMost(PATIENCE).until(() -> mid.health().at("/lag/standard").intValue() == 0);
    }
    assertOneAnswerEach(questions);
    assertThat(scene.answers()).hasSize(24);
  }

  private void askIn(int partition, EccRecord question) throws Exception {
    scene.wire().append(scene.production.notarized(new OutboundMessage.Bare(question), partition));
  }

  @Test
  void aTopicThatIsMadeAnewIsAnsweredFromItsBeginning() throws Exception {
    List<EccRecord> questions = questions(6);
    try (var mid = TestMid.start(scene, dyingAfter(Step.COMMITTED))) {
      ask(questions.subList(0, 3));
      await().atMost(PATIENCE).until(() -> !mid.deaths().isEmpty());
    }
    int before = scene.answers().size();
    scene.wire().delete(scene.production.topic());
    scene.wire().make(Topics.ecc(scene.production.topic()));
    try (var _ = TestMid.start(scene)) {
      ask(questions.subList(3, 6));
      awaitAnswers(before + 3);
    }
    assertOneAnswerEach(questions.subList(3, 6));
  }

  @Test
  void aTopicThatLostItsBeginningIsReadOnFromThere() throws Exception {
    List<EccRecord> questions = questions(5);
    try (var mid = TestMid.start(scene, dyingAfter(Step.COMMITTED))) {
      ask(questions.subList(0, 3));
      await().atMost(PATIENCE).until(() -> !mid.deaths().isEmpty());
    }
    int before = scene.answers().size();
    scene.wire().deleteBefore(scene.production.topic(), 2);
    try (var _ = TestMid.start(scene)) {
      ask(questions.subList(3, 5));
      awaitAnswers(before + 2 + (before < 3 ? 1 : 0)); // where it had not fetched the third
    }
    assertOneAnswerEach(questions.subList(3, 5));
  }

  @Test
  void aQuestionThatWasCancelledIsNotAnswered() throws Exception {
    EccRecord question = question();
    EccRecord cancel =
        scene
            .production
            .row("CancelProbe", Priority.INTERACTIVE)
            .with(
                EccField.PAYLOAD,
                new EccPayload(List.of(new Parameter("sys_id", question.sysId().value())))
                    .encode());
    scene.wire().make(Topics.ecc(new EccTopics.Output(Scene.AGENT, Priority.INTERACTIVE).topic()));
    try (var _ = TestMid.start(scene)) {
      scene.wire().append(scene.production.notarized(cancel));
      awaitAnswers(1);
      ask(List.of(question));
      awaitAnswers(2);
    }
    assertThat(errors()).containsExactly("cancelled");
  }

  private EccRecord question(Parameter... said) {
    EccRecord row = scene.production.row("HeartbeatProbe", Priority.STANDARD);
    return said.length == 0
        ? row
        : row.with(EccField.PAYLOAD, new EccPayload(List.of(said)).encode());
  }

  private List<EccRecord> questions(int count) {
    var questions = new ArrayList<EccRecord>();
    for (int i = 0; i < count; i++) {
      questions.add(question(new Parameter("number", Integer.toString(i))));
    }
    return questions;
  }

  private ProducerRecord<byte[], byte[]> unsigned() {
    return scene.production.unsigned(new OutboundMessage.Bare(question()));
  }

  private void ask(List<EccRecord> questions) throws Exception {
    for (EccRecord question : questions) {
      scene.wire().append(scene.production.notarized(question));
    }
  }

  private TestMid.Choice dyingAfter(Step step) {
    return TestMid.Choice.of(scene).with("  drain: 0").with(Killed.after(step));
  }

  private void awaitAnswers(int count) {
    await().atMost(PATIENCE).until(() -> scene.answers().size() >= count);
  }

  private void assertOneAnswerEach(List<EccRecord> rows) throws Exception {
    for (EccRecord row : rows) {
      assertThat(scene.answersTo(row.sysId())).hasSize(1);
    }
  }

  private Set<SysId> answered() throws Exception {
    return scene.answers().stream()
        .flatMap(answer -> answer.responseTo().stream())
        .collect(Collectors.toSet());
  }

  private static Set<SysId> ids(List<EccRecord> rows) {
    return rows.stream().map(EccRecord::sysId).collect(Collectors.toSet());
  }

  private List<String> errors() throws Exception {
    return scene.answers().stream()
        .filter(answer -> answer.state() == EccState.ERROR)
        .map(answer -> answer.value(EccField.NAME))
        .toList();
  }
}
