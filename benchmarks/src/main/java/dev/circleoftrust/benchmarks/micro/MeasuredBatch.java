package dev.circleoftrust.benchmarks.micro;

import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.batch.BatchSigner;
import dev.circleoftrust.batch.SignedBatch;
import dev.circleoftrust.benchmarks.fixture.MeasuredCircle;
import dev.circleoftrust.benchmarks.fixture.MeasuredRows;
import dev.circleoftrust.judgement.ReceivedRecord;
import dev.circleoftrust.wire.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The records of one batch in one partition, as a MID Server fetches them. */
final class MeasuredBatch {
  /** Records of a batch: what production signs at once under load. */
  static final int SIZE = 1_024;

  static final String TOPIC = "cot.ecc.output.measured.standard";

  static final Duration VALID = Duration.ofHours(1);

  private MeasuredBatch() {}

  /** Rows that are not signed yet, from row {@code first} on. */
  static List<BatchRecord> records(LongFunction<Bytes> value, long first) {
    return LongStream.range(first, first + SIZE)
        .mapToObj(row -> new BatchRecord(TOPIC, 0, null, value.apply(row)))
        .toList();
  }

  /** The JSON of heartbeats of {@code size} bytes. */
  static LongFunction<Bytes> heartbeats(int size) {
    MeasuredRows rows = MeasuredRows.of(size);
    return row -> Bytes.owned(rows.value(row));
  }

  /** The records of {@code batches} batches that follow one another. */
  static List<List<ReceivedRecord>> received(
      MeasuredCircle circle, LongFunction<Bytes> value, int batches) {
    BatchSigner signer = circle.batchSigner();
    var all = new ArrayList<List<ReceivedRecord>>();
    for (long first = 0; first < (long) batches * SIZE; first += SIZE) {
      List<BatchRecord> records = records(value, first);
      SignedBatch batch =
          signer.sign(records, first, circle.founded(), circle.founded().plus(VALID));
      all.add(
          IntStream.range(0, SIZE)
              .mapToObj(i -> fetched(records.get(i), batch.statement(), batch.proof(i)))
              .toList());
    }
    return all;
  }

  /** As from a Kafka client: an array of its own for each header of each record. */
  private static ReceivedRecord fetched(BatchRecord record, Bytes statement, Bytes proof) {
    return new ReceivedRecord(
        record.topic(),
        record.partition(),
        record.key(),
        record.value(),
        List.of(Bytes.copyOf(statement.toByteArray())),
        List.of(proof));
  }
}
