package dev.circleoftrust.mid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MID Servers that share the rows of a cluster. */
class ClusterIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final AgentName CLUSTER = new AgentName("c1");

  @TempDir private Path folder;
  private Scene scene;
  private TestProduction production;
  private final List<OutboundMessage> sent = new ArrayList<>();

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

  @Test
  void membersShareTheRowsAndOneThatLeavesLeavesItsShareToTheOther() throws Exception {
    try (var _ = start("mid-a", "load-balance", 1)) {
      TestMid other = start("mid-b", "load-balance", 2);
      try {
        await().atMost(PATIENCE).until(() -> workers(everyPartition()).size() == 2);
        send(other, "pauseMid");
        await().atMost(PATIENCE).until(() -> other.health().get("paused").booleanValue());
        scene.clock.advance(Duration.ofSeconds(20));
        var waiting = leftBy("mid-b");
        scene.clock.advance(Duration.ofSeconds(30));
        other.close();
        await().atMost(PATIENCE).until(() -> allAnswered(waiting));
        List<String> reasons =
            waiting.stream().map(this::answer).map(a -> a.value(EccField.NAME)).toList();
        assertThat(reasons).contains("", "position-unknown"); // what it had not taken
        assertThat(workers(everyPartition())).containsExactly("mid-a");
      } finally {
        other.close();
      }
      try (var _ = start("mid-b", "load-balance", 2)) {
        await().atMost(PATIENCE).until(() -> allAnswered(sent)); // also what it took at last
      }
    }
    assertOneEffectForEachThatRan();
  }

  @Test
  void aFailoverClusterWorksInItsOrder() throws Exception {
    try (var _ = start("mid-b", "failover", 2)) {
      await().atMost(PATIENCE).until(() -> workers(everyPartition()).equals(Set.of("mid-b")));
      try (var _ = start("mid-a", "failover", 1)) {
        await().atMost(PATIENCE).until(() -> workers(everyPartition()).equals(Set.of("mid-a")));
      }
      await().atMost(PATIENCE).until(() -> workers(everyPartition()).equals(Set.of("mid-b")));
    }
    assertOneEffectForEachThatRan();
  }

  private TestMid start(String name, String type, int order) {
    var choice =
        new TestMid.Choice(
            name,
            "  cluster: {name: c1, type: %s, order: %d}".formatted(type, order),
            scene.clock,
            TestMid.Choice.of(scene).steps());
    return TestMid.start(scene, name, choice);
  }

  /** Sends a row to each partition of the cluster. */
  private List<OutboundMessage> everyPartition() throws Exception {
    var rows = new ArrayList<OutboundMessage>();
    for (int partition = 0; partition < EccTopics.CLUSTER_PARTITIONS; partition++) {
      OutboundMessage row = production.signed(effect());
      scene.wire().append(production.notarized(row, partition));
      rows.add(row);
    }
    sent.addAll(rows);
    return rows;
  }

  /** Rows of which a member that is paused takes none: it may take some before it looks. */
  private List<OutboundMessage> leftBy(String member) throws Exception {
    while (true) {
      var rows = everyPartition();
      await().atMost(PATIENCE).until(() -> answered(rows) >= EccTopics.CLUSTER_PARTITIONS / 2);
      if (scene.inputs(CLUSTER).stream().noneMatch(input -> tellsOf(rows, input, member))) {
        return rows;
      }
    }
  }

  private static boolean tellsOf(List<OutboundMessage> rows, EccRecord input, String member) {
    return input.value(EccField.FROM_HOST).equals(member)
        && rows.stream().anyMatch(row -> input.payload().contains(row.ecc().sysId().value()));
  }

  /** Who ran the rows, once all of them have been answered. */
  private Set<String> workers(List<OutboundMessage> rows) {
    await().atMost(PATIENCE).until(() -> allAnswered(rows));
    return rows.stream()
        .map(this::answer)
        .filter(answer -> answer.value(EccField.ERROR_STRING).isEmpty())
        .map(answer -> answer.value(EccField.FROM_HOST))
        .collect(Collectors.toSet());
  }

  private void send(TestMid mid, String command) throws Exception {
    var own = new TestProduction(scene.circle, mid.name(), scene.clock);
    EccRecord row = own.row("SystemCommand", Priority.INTERACTIVE).with(EccField.SOURCE, command);
    scene.wire().append(own.notarized(row));
  }

  private boolean allAnswered(List<OutboundMessage> rows) throws Exception {
    return answered(rows) == rows.size();
  }

  private long answered(List<OutboundMessage> rows) throws Exception {
    Set<SysId> answered =
        scene.answers(CLUSTER).stream()
            .flatMap(answer -> answer.responseTo().stream())
            .collect(Collectors.toSet());
    return rows.stream().filter(row -> answered.contains(row.ecc().sysId())).count();
  }

  private EccRecord answer(OutboundMessage row) {
    List<EccRecord> answers = answersTo(row);
    assertThat(answers).hasSize(1);
    return answers.getFirst();
  }

  private List<EccRecord> answersTo(OutboundMessage row) {
    try {
      return scene.answers(CLUSTER).stream()
          .filter(a -> a.responseTo().stream().anyMatch(row.ecc().sysId()::equals))
          .toList();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void assertOneEffectForEachThatRan() throws Exception {
    long ran =
        sent.stream()
            .map(this::answer)
            .filter(answer -> answer.value(EccField.ERROR_STRING).isEmpty())
            .count();
    assertThat(scene.number("SELECT n FROM effects")).isEqualTo((int) ran);
  }

  private GlideRecord effect() {
    return TestProduction.source(scene.payroll, "UPDATE effects SET n = n + 1", "");
  }
}
