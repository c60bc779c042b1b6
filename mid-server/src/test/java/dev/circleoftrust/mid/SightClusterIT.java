package dev.circleoftrust.mid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.ecc.QueueProcessing;
import dev.circleoftrust.mid.queue.Steps;
import dev.circleoftrust.mid.queue.Steps.Step;
import dev.circleoftrust.record.SysId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of a cluster's questions each has one answer, whichever member dies when. */
class SightClusterIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final AgentName CLUSTER = new AgentName("c1");

  @TempDir private Path folder;
  private Scene scene;
  private TestProduction production;

  @BeforeEach
  void open() throws Exception {
    scene = new Scene(folder);
    scene.turnOn();
    production = new TestProduction(scene.circle, CLUSTER, scene.clock);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"JUDGED", "COMMITTED"})
  void aMemberThatDiesLeavesEachRowOneAnswer(Step step) throws Exception {
    var armed = new AtomicBoolean();
    Steps death = Killed.after(step);
    Steps killer =
        reached -> {
          if (armed.get()) {
            death.reached(reached);
          }
        };
    List<SysId> rows;
    try (var mid = start(killer)) {
      awaitAnswers(everyPartition()); // so it has its share
      armed.set(true);
      rows = everyPartition();
      await().atMost(PATIENCE).until(() -> !mid.deaths().isEmpty());
    }
    try (var _ = start(Steps.unwatched())) {
      awaitAnswers(rows);
      scene.clock.advance(Duration.ofSeconds(20)); // what is signed from now on is no older
      List<SysId> later = everyPartition();
      awaitAnswers(later);
      assertOneAnswerEach(later);
    }
    assertOneAnswerEach(rows);
    assertThat(answers()).extracting(EccRecord::sysId).doesNotHaveDuplicates();
    assertThat(answers()).noneMatch(answer -> answer.topic().equals(QueueProcessing.TOPIC));
    Set<String> reasons =
        answers().stream().map(answer -> answer.value(EccField.NAME)).collect(Collectors.toSet());
    // What nobody had answered was signed before the next one took it over.
    assertThat(reasons).isSubsetOf("", "position-unknown");
  }

  private TestMid start(Steps steps) {
    var choice =
        new TestMid.Choice(
            "mid-a",
            "  cluster: {name: c1, type: load-balance, order: 1}\n  drain: 0",
            scene.clock,
            steps);
    return TestMid.start(scene, "mid-a", choice);
  }

  private List<SysId> everyPartition() throws Exception {
    var rows = new ArrayList<SysId>();
    for (int partition = 0; partition < EccTopics.CLUSTER_PARTITIONS; partition++) {
      EccRecord row = production.row("HeartbeatProbe", Priority.STANDARD);
      scene.wire().append(production.notarized(new OutboundMessage.Bare(row), partition));
      rows.add(row.sysId());
    }
    return rows;
  }

  private void awaitAnswers(List<SysId> rows) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            answers().stream()
                .flatMap(answer -> answer.responseTo().stream())
                .collect(Collectors.toSet())
                .containsAll(rows));
  }

  private void assertOneAnswerEach(List<SysId> rows) throws Exception {
    for (SysId row : rows) {
      assertThat(answers())
          .filteredOn(answer -> answer.responseTo().stream().anyMatch(row::equals))
          .hasSize(1);
    }
  }

  private List<EccRecord> answers() throws Exception {
    return scene.answers(CLUSTER);
  }
}
