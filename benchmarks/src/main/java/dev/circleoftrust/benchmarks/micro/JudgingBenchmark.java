package dev.circleoftrust.benchmarks.micro;

import dev.circleoftrust.benchmarks.fixture.KeyType;
import dev.circleoftrust.benchmarks.fixture.MeasuredCircle;
import dev.circleoftrust.wire.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class JudgingBenchmark {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final int BATCHES = 8;

  /** Bytes of a record's value. */
  @Param("300")
  int size = 300;

  /** What was done to the records before they were fetched. */
  @Param OnTheWay records = OnTheWay.GENUINE;

  private @Nullable JudgedBatches batches;

  /** Makes the records and sees that they are judged as their name says. */
  @Setup
  public void prepare() {
    MeasuredCircle circle = MeasuredCircle.found(KeyType.ED25519, NOW);
    var made = new JudgedBatches(circle, fetched(circle));
    made.require(records.reason());
    batches = made;
  }

  /** Judges a batch. */
  @Benchmark
  @OperationsPerInvocation(MeasuredBatch.SIZE)
  public void judge(Blackhole sink) {
    Prepared.of(batches).judge(sink::consume);
  }

  private List<List<JudgedBatches.Fetched>> fetched(MeasuredCircle circle) {
    LongFunction<Bytes> rows = MeasuredBatch.heartbeats(size);
    if (records == OnTheWay.GENUINE) {
      return MeasuredBatch.shared(circle, rows, BATCHES);
    }
    return MeasuredBatch.received(circle, rows, BATCHES).stream()
        .map(batch ->
            IntStream.range(0, batch.size())
                .mapToObj(i -> JudgedBatches.selfContained(records.happen(batch.get(i), i)))
                .toList())
        .toList();
  }
}
