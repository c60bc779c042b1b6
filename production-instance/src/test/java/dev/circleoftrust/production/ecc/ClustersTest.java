package dev.circleoftrust.production.ecc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.store.EncodedQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clusters as production learns them, and which rows they get. */
class ClustersTest {
  private static final String CLUSTER = "mid.server.c1";

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
  void aClusterIsLearnedFromHeartbeats() {
    bench.employ("mid-1", member(1));
    bench.employ("mid-2", member(2));
    assertThat(rows("ecc_agent_cluster"))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.value("name")).isEqualTo("c1");
          assertThat(row.value("cluster_type")).isEqualTo("Failover");
        });
    assertThat(rows("ecc_agent_cluster_member_m2m"))
        .extracting(row -> row.value("agent") + " " + row.value("order"))
        .containsExactly("mid-1 1", "mid-2 2");
    assertThat(bench.agent("mid-1").value("cluster")).isEqualTo("c1");
    assertThat(bench.midServers.known())
        .containsExactly(new AgentName("mid-1"), new AgentName("mid-2"));
    bench.beat("mid-1", "up");
    assertThat(rows("ecc_agent_cluster_member_m2m")).hasSize(1);
  }

  @Test
  void rowsForAClusterAreSpreadOverItsPartitionsAndWaitForOneMember() {
    bench.employ("mid-1", member(1));
    bench.beat("mid-2", "up", member(2));
    bench.beat("mid-1", "paused", member(1));
    for (int i = 0; i < 100; i++) {
      var _ = bench.insert(CLUSTER, "JDBCProbe");
    }
    assertThat(bench.leave()).isEmpty();
    bench.beat("mid-1", "up", member(1));
    List<OutboxRecord> sent = bench.leave();
    assertThat(sent).hasSize(100);
    var partitions = new ArrayList<Integer>();
    for (OutboxRecord record : sent) {
      assertThat(record.record().topic()).isEqualTo("cot.ecc.output.c1.standard");
      assertThat(record.record().partition()).isEqualTo(EccTopics.clusterPartition(record.row()));
      partitions.add(record.record().partition());
    }
    assertThat(partitions).contains(0, 1, 2, 3, 4, 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Command", "SystemCommand", "HeartbeatProbe", "CancelProbe"})
  void whatIsForOneMidServerIsNotSentToACluster(String topic) {
    bench.employ("mid-1", member(1));
    GlideRecord row = bench.insert(CLUSTER, topic);
    assertThat(row.value("state")).isEqualTo("error");
    assertThat(row.value("error_string")).contains("is not moved").contains("name a MID Server");
  }

  @Test
  void rowsThatWaitForALostMemberMoveToItsClusterAndCommandsDoNot() {
    bench.employ("mid-1", member(1));
    bench.employ("mid-2", member(2));
    SysId sent = bench.insert("mid.server.mid-1", "JDBCProbe").sysId();
    assertThat(bench.sentWork()).containsExactly(sent);
    bench.beat("mid-1", "paused", member(1));
    SysId row = bench.insert("mid.server.mid-1", "JDBCProbe").sysId();
    SysId command = bench.insert("mid.server.mid-1", "Command").sysId();
    assertThat(bench.sentWork()).isEmpty();
    bench.beat("mid-1", "stopped", member(1));
    assertThat(bench.sentWork()).containsExactly(row);
    assertThat(bench.row(row).fields())
        .containsEntry("agent", CLUSTER)
        .containsEntry("from_host", "mid-1")
        .doesNotContainKey("error_string");
    assertThat(bench.row(sent).value("agent")).isEqualTo("mid.server.mid-1");
    assertThat(bench.row(command).value("agent")).isEqualTo("mid.server.mid-1");
    bench.beat("mid-1", "up", member(1));
    assertThat(bench.sentWork()).containsExactly(command);
  }

  @Test
  void aClusterAnswersWhatWasMovedToIt() {
    bench.employ("mid-1", member(1));
    bench.employ("mid-2", member(2));
    bench.beat("mid-1", "stopped", member(1));
    SysId row = bench.insert("mid.server.mid-1", "JDBCProbe").sysId();
    assertThat(bench.sentWork()).containsExactly(row);
    bench.answer(
        EccRecord.input(bench.store.newSysId(), new AgentName("c1"), "JDBCProbe", Priority.STANDARD)
            .with(EccField.FROM_HOST, "mid-2")
            .with(EccField.RESPONSE_TO, row.value()));
    assertThat(bench.row(row).value("state")).isEqualTo("processed");
  }

  @Test
  void aClusterIsDownWithItsLastMember() {
    bench.employ("mid-1", member(1));
    bench.employ("mid-2", member(2));
    bench.beat("mid-1", "stopped", member(1));
    assertThat(bench.events()).doesNotContain("mid_server.cluster.down c1");
    bench.beat("mid-2", "stopped", member(2));
    assertThat(bench.events()).endsWith("mid_server.down mid-2", "mid_server.cluster.down c1");
    SysId row = bench.insert("mid.server.mid-1", "JDBCProbe").sysId();
    assertThat(bench.sentWork()).isEmpty();
    assertThat(bench.row(row).value("agent")).isEqualTo("mid.server.mid-1");
  }

  @Test
  void aWordOfAMemberOnItsClustersTopicIsAWordOfThatMember() {
    bench.employ("mid-1", member(1));
    bench.employ("mid-2", member(2));
    SysId row = bench.insert(CLUSTER, "JDBCProbe").sysId();
    bench.pass(Duration.ofSeconds(1));
    bench.look();
    var _ = bench.sent();
    bench.look();
    bench.pass(Duration.ofSeconds(1));
    bench.answer(
        EccRecord.input(bench.store.newSysId(), new AgentName("c1"), "JDBCProbe", Priority.STANDARD)
            .with(EccField.FROM_HOST, "mid-1")
            .with(EccField.RESPONSE_TO, row.value()));
    bench.pass(Duration.ofMinutes(5));
    bench.look();
    assertThat(bench.agent("mid-1").value("status")).isEqualTo("Up");
    assertThat(bench.agent("mid-2").value("status")).isEqualTo("Down");
  }

  @Test
  void aNameBelongsToAMidServerOrToACluster() {
    bench.beat("c1", "up");
    bench.employ("mid-1", member(1));
    assertThat(rows("ecc_agent_cluster")).isEmpty();
    assertThat(bench.agent("mid-1").value("cluster")).isEmpty();
    bench.employ(
        "mid-2", new Parameter("cluster", "c2"), new Parameter("cluster_type", "load-balance"));
    bench.beat("c2", "up");
    assertThat(bench.midServers.known()).doesNotContain(new AgentName("c2"));
  }

  private static Parameter[] member(int order) {
    return new Parameter[] {
      new Parameter("cluster", "c1"),
      new Parameter("cluster_type", "failover"),
      new Parameter("cluster_order", Integer.toString(order))
    };
  }

  private List<GlideRecord> rows(String table) {
    return bench.store.query(new TableName(table), EncodedQuery.all(), 10);
  }
}
