package dev.circleoftrust.benchmarks.micro;

import dev.circleoftrust.benchmarks.fixture.KeyType;
import dev.circleoftrust.benchmarks.fixture.MeasuredCircle;
import java.time.Instant;
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
 * A MID Server's verdict on records that bring code, about 1.9 KB each: all that {@link
 * JudgingBenchmark} has, and payload XML, code signature and parameters besides.
 */
@BenchmarkMode(Mode.Throughput)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class CodeJudgingBenchmark {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final int BATCHES = 2;

  /** What the signatures of the code are worth. */
  @Param SignedCode code = SignedCode.GENUINE;

  private @Nullable JudgedBatches batches;

  /** Makes the records and sees that they are judged as their name says. */
  @Setup
  public void prepare() {
    MeasuredCircle circle = MeasuredCircle.found(KeyType.ED25519, NOW);
    var made =
        new JudgedBatches(
            circle, MeasuredBatch.shared(circle, code.values(circle.code()), BATCHES));
    made.require(code.reason());
    batches = made;
  }

  /** Judges a batch. */
  @Benchmark
  @OperationsPerInvocation(MeasuredBatch.SIZE)
  public void judge(Blackhole sink) {
    Prepared.of(batches).judge(sink::consume);
  }
}
