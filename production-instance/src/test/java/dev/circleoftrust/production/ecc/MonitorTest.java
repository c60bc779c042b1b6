package dev.circleoftrust.production.ecc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.record.SysId;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which MID Servers production holds for down, and when. */
class MonitorTest {
  private static final Duration INTERVAL = Duration.ofMinutes(5);

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
  void oneThatWasAskedAndSaysNothingIsDown() {
    bench.employ("mid-1");
    askAndLetLeave();
    bench.pass(INTERVAL.minusSeconds(1));
    bench.look();
    assertThat(bench.agent("mid-1").value("status")).isEqualTo("Up");
    bench.pass(Duration.ofSeconds(1));
    bench.look();
    assertThat(bench.agent("mid-1").value("status")).isEqualTo("Down");
    assertThat(bench.events()).containsExactly("mid_server.up mid-1", "mid_server.down mid-1");
    bench.pass(INTERVAL.multipliedBy(9));
    bench.look();
    assertThat(bench.sent()).isEmpty();
    bench.beat("mid-1", "up");
    assertThat(bench.agent("mid-1").value("status")).isEqualTo("Up");
    bench.look();
    assertThat(bench.sent()).hasSize(1);
  }

  @Test
  void anyWordOfItsOwnKeepsAMidServerUp() {
    bench.employ("mid-1");
    SysId row = bench.insert("mid.server.mid-1", "JDBCProbe").sysId();
    askAndLetLeave();
    bench.pass(Duration.ofSeconds(1));
    bench.answer(
        EccRecord.input(
                bench.store.newSysId(), new AgentName("mid-1"), "JDBCProbe", Priority.STANDARD)
            .with(EccField.RESPONSE_TO, row.value()));
    bench.pass(INTERVAL);
    bench.look();
    assertThat(bench.agent("mid-1").value("status")).isEqualTo("Up");
  }

  @Test
  void aClockThatWasSetBackMakesNobodyDown() {
    bench.employ("mid-1");
    askAndLetLeave();
    bench.pass(Duration.ofHours(-1));
    bench.beat("mid-1", "up");
    bench.look();
    assertThat(bench.agent("mid-1").value("status")).isEqualTo("Up");
    assertThat(bench.sent()).hasSize(1);
  }

  @Test
  void eventsAreKeptForThirtyDays() {
    bench.beat("mid-1", "up");
    bench.pass(Duration.ofDays(30));
    bench.beat("mid-2", "up");
    assertThat(bench.midServers.forgetEvents()).isZero();
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.midServers.forgetEvents()).isOne();
    assertThat(bench.events()).containsExactly("mid_server.up mid-2");
  }

  @Test
  void nobodyIsDownWhileTheQuestionCannotLeave() {
    bench.employ("mid-1");
    bench.look();
    bench.pass(INTERVAL.multipliedBy(3));
    bench.look();
    assertThat(bench.agent("mid-1").value("status")).isEqualTo("Up");
    assertThat(bench.sent()).hasSize(1);
  }

  @Test
  void afterARestartProductionListensForAnIntervalBeforeItJudges() {
    bench.employ("mid-1");
    askAndLetLeave();
    bench.pass(INTERVAL.multipliedBy(2));
    bench = bench.restarted(folder);
    askAndLetLeave();
    assertThat(bench.agent("mid-1").value("status")).isEqualTo("Up");
    bench.pass(INTERVAL);
    bench.look();
    assertThat(bench.agent("mid-1").value("status")).isEqualTo("Down");
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3600,3600", "0,300", "3601,300", "soon,300", "-5,300"})
  void theIntervalIsReadEachTime(String property, int seconds) {
    bench.employ("mid-1");
    bench.property("mid.server.heartbeat.interval", property);
    askAndLetLeave();
    bench.beat("mid-1", "up");
    bench.pass(Duration.ofSeconds(seconds).minusMillis(1));
    bench.look();
    assertThat(bench.sent()).isEmpty();
    bench.pass(Duration.ofMillis(1));
    bench.look();
    assertThat(bench.sent()).hasSize(1);
  }

  /** The monitor asks whom it knows, and sees the questions leave. */
  private void askAndLetLeave() {
    bench.pass(Duration.ofSeconds(1));
    bench.look();
    var _ = bench.sent();
    bench.look();
  }
}
