package dev.circleoftrust.benchmarks.micro;

import dev.circleoftrust.benchmarks.fixture.MeasuredHistory;
import dev.circleoftrust.trust.CircleState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The circle log folded from its first statement on, as every process does when it starts: each
 * signature verified, each state made. Items a second, on one thread.
 */
@BenchmarkMode(Mode.Throughput)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class StateBenchmark {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  /** Items after the first statement: an instruction and its checkpoint in turn. */
  private static final int SHORT = 16;

  private static final int LONG = 256;

  private @Nullable MeasuredHistory shortLog;
  private @Nullable MeasuredHistory longLog;

  /** Makes the logs. */
  @Setup
  public void prepare() {
    shortLog = MeasuredHistory.of(SHORT / 2, NOW);
    longLog = MeasuredHistory.of(LONG / 2, NOW);
  }

  /** A log of 16 items: a circle that was established and turned on and off. */
  @Benchmark
  @OperationsPerInvocation(SHORT)
  public CircleState foldShortLog() {
    return Prepared.of(shortLog).fold();
  }

  /** A log of 256 items: years of one. */
  @Benchmark
  @OperationsPerInvocation(LONG)
  public CircleState foldLongLog() {
    return Prepared.of(longLog).fold();
  }
}
