package dev.circleoftrust.production.channel;

import dev.circleoftrust.batch.BatchHeader;
import dev.circleoftrust.batch.BatchLeaf;
import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.batch.BatchSigner;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.batch.SignedBatch;
import dev.circleoftrust.production.ecc.Notarization;
import dev.circleoftrust.runtime.load.Spoiling;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Makes batches of what a run made: signed as a whole while Code Signing is on at that moment, else
 * as they are. Its stream is drawn anew at each start, for its memory is new then. For one thread.
 */
final class ChannelNotary {
  private static final Duration VALIDITY = Duration.ofHours(24);

  /** What a record needs in memory beside its bytes, about. */
  private static final int OVERHEAD = 256;

  private final Notarization notarization;
  private final Bytes stream;
  private long sequence;

  ChannelNotary(Notarization notarization, RandomGenerator random) {
    this.notarization = notarization;
    byte[] drawn = new byte[BatchLeaf.STREAM_SIZE];
    random.nextBytes(drawn);
    this.stream = Bytes.copyOf(drawn);
  }

  /** Whether a batch that is made now is signed. */
  boolean isSigning() {
    return enforced().isPresent();
  }

  private Optional<CircleState> enforced() {
    return notarization.circle().get().filter(CircleState::enforcing);
  }

  /** The batch of the rows from {@code first} on. */
  ChannelBatch batch(Run run, RowMaker maker, long first, List<BatchRecord> rows) {
    Optional<CircleState> enforced = enforced();
    return enforced.isPresent()
        ? signed(run, maker, first, rows, enforced.get())
        : new ChannelBatch(
            run, first, false, rows.stream().map(ChannelNotary::plain).toList(), bytes(rows));
  }

  private ChannelBatch signed(
      Run run, RowMaker maker, long first, List<BatchRecord> rows, CircleState enforced) {
    Instant now = notarization.clock().instant();
    SignedBatch batch =
        new BatchSigner(notarization.key(), enforced.circle(), stream)
            .sign(rows, sequence, now, now.plus(VALIDITY));
    sequence += rows.size();
    Spoiling spoiling = run.order().spoiling();
    List<List<BatchHeader>> headers = batch.shared(row -> isAlone(spoiling.of(first + row)));
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>(rows.size());
    long signature = 0;
    for (int i = 0; i < rows.size(); i++) {
      var kafka = new ArrayList<Header>(headers.get(i).size());
      for (BatchHeader header : headers.get(i)) {
        kafka.add(header(header));
        signature += header.value().size();
      }
      records.add(spoiled(spoiling.of(first + i), maker, first + i, rows.get(i), kafka));
    }
    return new ChannelBatch(run, first, true, records, bytes(rows) + signature);
  }

  /** What goes elsewhere, or bears another's statement, lends its proof to nobody. */
  private static boolean isAlone(Spoiling.Kind kind) {
    return switch (kind) {
      case WRONG_TOPIC, UNKNOWN_BATCH -> true;
      case NONE, ALTERED_VALUE -> false;
    };
  }

  private static ProducerRecord<byte[], byte[]> spoiled(
      Spoiling.Kind kind, RowMaker maker, long index, BatchRecord row, List<Header> headers) {
    byte[] value = row.value().toByteArray();
    return switch (kind) {
      case NONE -> kafka(row.topic(), row.partition(), row, value, headers);
      case ALTERED_VALUE ->
          kafka(row.topic(), row.partition(), row, Damage.altered(value), headers);
      case WRONG_TOPIC -> {
        RowMaker.Lane other = maker.other(index, row.topic());
        yield kafka(other.topic(), row.partition() % other.partitions(), row, value, headers);
      }
      case UNKNOWN_BATCH -> {
        byte[] unknown = Damage.ofUnknownKey(Bytes.copyOf(headers.getFirst().value()));
        var statement = new RecordHeader(BatchStatement.HEADER, unknown);
        yield kafka(
            row.topic(), row.partition(), row, value, List.of(statement, headers.getLast()));
      }
    };
  }

  private static long bytes(List<BatchRecord> rows) {
    return (long) rows.size() * (rows.getFirst().value().size() + OVERHEAD);
  }

  private static Header header(BatchHeader header) {
    return new RecordHeader(header.name(), header.value().toByteArray());
  }

  private static ProducerRecord<byte[], byte[]> plain(BatchRecord row) {
    return kafka(row.topic(), row.partition(), row, row.value().toByteArray(), List.of());
  }

  private static ProducerRecord<byte[], byte[]> kafka(
      String topic, int partition, BatchRecord row, byte[] value, List<Header> headers) {
    @Nullable Bytes key = row.key();
    return new ProducerRecord<>(
        topic, partition, null, key == null ? null : key.toByteArray(), value, headers);
  }
}
