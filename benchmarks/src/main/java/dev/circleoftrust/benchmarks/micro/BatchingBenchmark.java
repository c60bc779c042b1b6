package dev.circleoftrust.benchmarks.micro;

import dev.circleoftrust.batch.BatchHeader;
import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.batch.BatchSigner;
import dev.circleoftrust.batch.SignedBatch;
import java.time.Instant;
import java.util.List;
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

/**
 * What production does to sign a batch of 1,024 rows: a leaf hash each, the tree, one signature,
 * the headers of each where neighbours share a proof. Records a second, on one thread.
 */
@BenchmarkMode(Mode.Throughput)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class BatchingBenchmark {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  /** Bytes of a record's value. */
  @Param({"300", "1024"})
  int size = 300;

  /** What the batch is signed with. */
  @Param BatchKey key = BatchKey.ED25519;

  private List<BatchRecord> records = List.of();
  private @Nullable BatchSigner signer;
  private long sequence;

  /** Draws the key and makes the rows. */
  @Setup
  public void prepare() {
    records = MeasuredBatch.records(MeasuredBatch.heartbeats(size), 0);
    signer = key.signer(NOW);
  }

  /** Signs a batch. */
  @Benchmark
  @OperationsPerInvocation(MeasuredBatch.SIZE)
  public List<List<BatchHeader>> sign() {
    SignedBatch batch =
        Prepared.of(signer).sign(records, sequence, NOW, NOW.plus(MeasuredBatch.VALID));
    sequence += records.size();
    return batch.shared(_ -> false);
  }
}
