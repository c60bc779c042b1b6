package dev.circleoftrust.benchmarks.wireform;

import dev.circleoftrust.batch.BatchHeader;
import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.batch.BatchSigner;
import dev.circleoftrust.batch.SignedBatch;
import dev.circleoftrust.benchmarks.fixture.MeasuredCircle;
import dev.circleoftrust.benchmarks.fixture.MeasuredRows;
import dev.circleoftrust.benchmarks.measure.RecordSource;
import dev.circleoftrust.benchmarks.measure.Workload;
import dev.circleoftrust.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One signature for a batch of records, as production signs and a MID Server judges. Rows take the
 * topic's partitions in turn.
 */
public final class BatchForm implements WireForm {
  public static final int BATCH = 1024;
  private static final Duration VALID = Duration.ofHours(24);

  private final InstantSource clock = InstantSource.system();
  private final MeasuredCircle circle;
  private final BatchSigner signer;
  private final String key;
  private final boolean shares;

  private BatchForm(Workload workload, boolean shares) {
    this.shares = shares;
    this.circle = MeasuredCircle.found(workload.keyType(), clock.instant());
    this.signer = circle.batchSigner();
    this.key = workload.keyType().toString();
  }

  /** Neighbours share a proof, as production sends them. */
  public static BatchForm shared(Workload workload) {
    return new BatchForm(workload, true);
  }

  /** Every record bears its own proof. */
  static BatchForm selfContained(Workload workload) {
    return new BatchForm(workload, false);
  }

  @Override
  public RecordSource source(Workload workload, String topic) {
    MeasuredRows rows = MeasuredRows.of(workload.size());
    return (from, count, to) -> {
      for (long index = from; index < from + count; index += BATCH) {
        var batch = new ArrayList<BatchRecord>(BATCH);
        for (long row = index; row < Math.min(index + BATCH, from + count); row++) {
          int partition = (int) (row % workload.partitions());
          batch.add(new BatchRecord(topic, partition, null, Bytes.owned(rows.value(row))));
        }
        send(batch, index, to);
      }
    };
  }

  private void send(
      List<BatchRecord> records, long index, Consumer<ProducerRecord<byte[], byte[]>> to) {
    Instant now = clock.instant();
    SignedBatch batch = signer.sign(records, index, now, now.plus(VALID));
    List<List<BatchHeader>> headers = batch.shared(_ -> !shares);
    for (int i = 0; i < records.size(); i++) {
      BatchRecord record = records.get(i);
      var sent =
          new ProducerRecord<byte[], byte[]>(
              record.topic(), record.partition(), null, record.value().toByteArray());
      for (BatchHeader header : headers.get(i)) {
        sent.headers().add(header.name(), header.value().toByteArray());
      }
      to.accept(sent);
    }
  }

  @Override
  public Judging verification() {
    return new BatchVerification(circle, circle.view(), clock);
  }

  @Override
  public String signingDetail() {
    return "batches of %d by %s".formatted(BATCH, key);
  }

  @Override
  public String verifyingDetail() {
    return "verdict only, one thread, batches of %d by %s".formatted(BATCH, key);
  }
}
