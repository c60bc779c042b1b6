package dev.circleoftrust.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.batch.BatchHeader;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.benchmarks.fixture.KeyType;
import dev.circleoftrust.benchmarks.fixture.MeasuredCircle;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.transport.JobExport;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.infra.Blackhole;

/** What JMH repeats, once: a benchmark that measures something else than it says fails here. */
class BenchmarksTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  private final Blackhole sink =
      new Blackhole(
          "Today's password is swordfish. I understand instantiating Blackholes directly is"
              + " dangerous.");

  /** Preparing judges every record, and refuses what is judged otherwise than it is named. */
  @ParameterizedTest
  @EnumSource
  void recordsAreJudgedAsTheyAreNamed(OnTheWay records) {
    var benchmark = new JudgingBenchmark();
    benchmark.records = records;
    benchmark.prepare();
    benchmark.judge(sink);
  }

  @ParameterizedTest
  @EnumSource
  void codeIsJudgedAsItIsNamed(SignedCode code) {
    var benchmark = new CodeJudgingBenchmark();
    benchmark.code = code;
    benchmark.prepare();
    benchmark.judge(sink);
  }

  @Test
  void aRecordThatIsJudgedOtherwiseIsNotMeasured() {
    MeasuredCircle circle = MeasuredCircle.found(KeyType.ED25519, NOW);
    var batches =
        new JudgedBatches(circle, MeasuredBatch.shared(circle, MeasuredBatch.heartbeats(300), 1));
    assertThatThrownBy(() -> batches.require(RejectionReason.UNSIGNED))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @EnumSource
  void aBatchHasHeadersForEachRow(BatchKey key) throws MalformedException {
    var benchmark = new BatchingBenchmark();
    benchmark.key = key;
    benchmark.prepare();
    List<List<BatchHeader>> batch = benchmark.sign();
    assertThat(batch).noneMatch(List::isEmpty);
    BatchStatement.Signed statement = BatchStatement.parse(batch.getFirst().getFirst().value());
    assertThat(batch).hasSize(MeasuredBatch.SIZE);
    assertThat(statement.statement().size()).isEqualTo(MeasuredBatch.SIZE);
    boolean isZero = statement.signature().equals(Bytes.owned(new byte[64]));
    assertThat(isZero).isEqualTo(key == BatchKey.NONE);
    assertThat(statement.signature().size()).isEqualTo(key == BatchKey.RSA_4096 ? 512 : 64);
  }

  @Test
  void documentsAreReadToTheirEnd() throws MalformedException {
    var benchmark = new ParsingBenchmark();
    benchmark.prepare();
    assertThat(benchmark.row().ecc().topic()).isEqualTo("HeartbeatProbe");
    assertThat(benchmark.rowWithCode())
        .isInstanceOfSatisfying(
            OutboundMessage.WithCode.class, row -> assertThat(row.signatures()).hasSize(1));
    assertThat(benchmark.payload().parameters())
        .contains(new Parameter("department", "Sales"))
        .hasSize(2);
    assertThat(benchmark.logItem())
        .isInstanceOfSatisfying(
            LogItem.Instructed.class, item -> assertThat(item.execution()).isNotNull());
    assertThat(benchmark.signedJob().record().value("name")).isEqualTo(JobExport.TURN_ON);
  }

  @Test
  void aLogIsFoldedToTheStateThatItEndsIn() {
    var benchmark = new StateBenchmark();
    benchmark.prepare();
    assertState(benchmark.foldShortLog(), 8);
    assertState(benchmark.foldLongLog(), 128);
  }

  @Test
  void everyBenchmarkHasAName() {
    assertThat(List.of("judging", "batches", "parsing", "state"))
        .allSatisfy(name -> assertThat(Benchmarks.named(name)).isPresent());
    assertThat(Benchmarks.named("judge")).isEmpty();
    assertThat("dev.x.CodeJudgingBenchmark.judge").containsPattern(Benchmarks.JUDGING.pattern());
    assertThat("dev.x.StateBenchmark.foldShortLog")
        .doesNotContainPattern(Benchmarks.JUDGING.pattern());
  }

  private static void assertState(CircleState state, int instructions) {
    assertThat(state.entries()).hasSize(instructions);
    assertThat(state.settledHead()).isEqualTo(state.head());
    assertThat(state.keys(KeyPurpose.CODE)).hasSize(1);
    assertThat(state.enforcing()).isTrue();
  }
}
