package dev.circleoftrust.benchmarks.micro;

import dev.circleoftrust.benchmarks.fixture.KeyType;
import dev.circleoftrust.benchmarks.fixture.MeasuredCircle;
import dev.circleoftrust.benchmarks.fixture.MeasuredHistory;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.transport.JobExport;
import dev.circleoftrust.transport.SignedExport;
import dev.circleoftrust.transport.SignedExports;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.updateset.UpdateSetWriter;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.time.Instant;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The strict readers of all that travels. Documents a second, on one thread. */
@BenchmarkMode(Mode.Throughput)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class ParsingBenchmark {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final int ROW_SIZE = 300;
  private static final int TURN_ON = 1;

  private Bytes row = Bytes.empty();
  private Bytes rowWithCode = Bytes.empty();
  private String payload = "";
  private Bytes item = Bytes.empty();
  private Bytes job = Bytes.empty();

  /** Makes the documents. */
  @Setup
  public void prepare() throws MalformedException {
    row = MeasuredBatch.heartbeats(ROW_SIZE).apply(0);
    rowWithCode = MeasuredCircle.found(KeyType.ED25519, NOW).code().value(0);
    payload = OutboundMessage.parse(rowWithCode).ecc().payload();
    LogItem turnOn = MeasuredHistory.of(TURN_ON + 1, NOW).items().get(2 * TURN_ON);
    item = turnOn.encode();
    job = UpdateSetWriter.write(new JobExport(turnOn.envelope()).updateSet());
  }

  /** The JSON of a row without code, 300 bytes. */
  @Benchmark
  public OutboundMessage row() throws MalformedException {
    return OutboundMessage.parse(row);
  }

  /** The JSON of a row with a data source and its signature, about 1.9 KB. */
  @Benchmark
  public OutboundMessage rowWithCode() throws MalformedException {
    return OutboundMessage.parse(rowWithCode);
  }

  /** The XML of a payload with two parameters. */
  @Benchmark
  public EccPayload payload() throws MalformedException {
    return EccPayload.parse(payload);
  }

  /** The JSON of an item of the circle log: <i>turn on</i> with production's countersignature. */
  @Benchmark
  public LogItem logItem() throws MalformedException {
    return LogItem.parse(item);
  }

  /** The XML of an update set with the signed job <i>Turn on Code Signing Property</i>. */
  @Benchmark
  public SignedExport signedJob() throws MalformedException {
    return SignedExports.read(job);
  }
}
