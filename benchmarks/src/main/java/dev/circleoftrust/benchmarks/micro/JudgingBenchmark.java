package dev.circleoftrust.benchmarks.micro;

import dev.circleoftrust.benchmarks.fixture.KeyType;
import dev.circleoftrust.benchmarks.fixture.MeasuredCircle;
import dev.circleoftrust.judgement.CircleView;
import dev.circleoftrust.judgement.Judge;
import dev.circleoftrust.judgement.Judgement;
import dev.circleoftrust.judgement.PartitionMemory;
import dev.circleoftrust.judgement.Precedents;
import dev.circleoftrust.judgement.ReceivedRecord;
import dev.circleoftrust.judgement.Verified;
import java.time.Instant;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A MID Server's verdict on the records of one partition in their order: batch proof, position,
 * expiry, strict parse, audience, firewall. Records a second, on one thread. Each batch is new to
 * the judge, so that its signature is verified once.
 */
@BenchmarkMode(Mode.Throughput)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 2, time = 1)
@State(Scope.Thread)
public class JudgingBenchmark {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final int BATCHES = 8;

  /** Bytes of a record's value. */
  @Param("300")
  int size;

  /** What was done to the records before they were fetched. */
  @Param OnTheWay records = OnTheWay.GENUINE;

  private final MeasuredCircle circle = MeasuredCircle.found(KeyType.ED25519, NOW);
  private final Judge judge = circle.judge();
  private final CircleView view = circle.view();
  private List<List<ReceivedRecord>> batches = List.of();
  private int next;

  /** Makes the records and sees that they are judged as their name says. */
  @Setup
  public void prepare() {
    batches =
        MeasuredBatch.received(circle, size, BATCHES).stream()
            .map(batch -> batch.stream().map(records::happen).toList())
            .toList();
    boolean verified = judged(batches.getFirst().getFirst()).verdict() instanceof Verified;
    if (verified != (records == OnTheWay.GENUINE)) {
      throw new IllegalStateException("a record that is %s is judged wrongly".formatted(records));
    }
  }

  /** Judges a batch. */
  @Benchmark
  @OperationsPerInvocation(MeasuredBatch.SIZE)
  public void judge(Blackhole sink) {
    var precedents = new Precedents();
    PartitionMemory memory = fresh();
    for (ReceivedRecord record : batches.get(next++ % BATCHES)) {
      Judgement judgement = judge.judge(record, memory, view, NOW, precedents);
      memory = judgement.memory();
      sink.consume(judgement.verdict());
    }
  }

  private Judgement judged(ReceivedRecord record) {
    return judge.judge(record, fresh(), view, NOW, new Precedents());
  }

  private static PartitionMemory fresh() {
    return new PartitionMemory.TakenOver(NOW.minusSeconds(1));
  }
}
