package dev.circleoftrust.benchmarks.micro;

import dev.circleoftrust.batch.BatchHeader;
import dev.circleoftrust.batch.BatchProof;
import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.batch.BatchSigner;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.batch.LentProof;
import dev.circleoftrust.batch.SharedProofs;
import dev.circleoftrust.batch.SignedBatch;
import dev.circleoftrust.benchmarks.fixture.MeasuredCircle;
import dev.circleoftrust.benchmarks.fixture.MeasuredRows;
import dev.circleoftrust.judgement.ReceivedRecord;
import dev.circleoftrust.wire.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

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

  /**
   * The records of {@code batches} batches that follow one another, each with its own proof. As
   * from a Kafka client each has an array of its own for each header: comparing them takes its
   * time.
   */
  static List<List<ReceivedRecord>> received(
      MeasuredCircle circle, LongFunction<Bytes> value, int batches) {
    return signed(
        circle,
        value,
        batches,
        (records, batch) ->
            IntStream.range(0, SIZE)
                .mapToObj(i ->
                    received(
                        records.get(i),
                        List.of(
                            new BatchHeader(
                                BatchStatement.HEADER,
                                Bytes.copyOf(batch.statement().toByteArray())),
                            new BatchHeader(BatchProof.HEADER, batch.proof(i))),
                        null))
                .toList());
  }

  /** The same records as a channel sends them: neighbours share a proof. */
  static List<List<JudgedBatches.Fetched>> shared(
      MeasuredCircle circle, LongFunction<Bytes> value, int batches) {
    return signed(
        circle,
        value,
        batches,
        (records, batch) -> {
          List<List<BatchHeader>> headers = batch.shared(_ -> false);
          return IntStream.range(0, SIZE)
              .mapToObj(i -> fetched(records.get(i), headers.get(i)))
              .toList();
        });
  }

  private static <T> List<List<T>> signed(
      MeasuredCircle circle,
      LongFunction<Bytes> value,
      int batches,
      BiFunction<List<BatchRecord>, SignedBatch, List<T>> form) {
    BatchSigner signer = circle.batchSigner();
    var all = new ArrayList<List<T>>();
    for (long first = 0; first < (long) batches * SIZE; first += SIZE) {
      List<BatchRecord> records = records(value, first);
      all.add(
          form.apply(
              records,
              signer.sign(records, first, circle.founded(), circle.founded().plus(VALID))));
    }
    return all;
  }

  private static JudgedBatches.Fetched fetched(BatchRecord record, List<BatchHeader> headers) {
    ReceivedRecord without = received(record, headers, null);
    return proofs -> {
      LentProof lent = proofs.read(name -> values(headers, name)).orElse(null);
      return lent == null ? without : received(record, headers, lent);
    };
  }

  private static ReceivedRecord received(
      BatchRecord record, List<BatchHeader> headers, @Nullable LentProof lent) {
    return new ReceivedRecord(
        record.topic(),
        record.partition(),
        record.key(),
        record.value(),
        values(headers, BatchStatement.HEADER),
        values(headers, BatchProof.HEADER),
        values(headers, SharedProofs.PLACE_HEADER),
        lent);
  }

  private static List<Bytes> values(List<BatchHeader> headers, String name) {
    for (BatchHeader header : headers) {
      if (header.name().equals(name)) {
        return List.of(header.value());
      }
    }
    return List.of();
  }
}
