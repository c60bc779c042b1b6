package dev.circleoftrust.production.ecc;

import dev.circleoftrust.batch.BatchLeaf;
import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.production.ecc.OutboxRecord.Headers;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.wire.Bytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * What is to leave by Kafka, kept on disk before it does: positions are drawn and bytes are fixed
 * in one transaction, so that after a failure or a kill the same bytes go in the same order.
 *
 * <p>A stream is a random name for one memory: where the memory is new, so is the stream, and no
 * sequence of it was ever used. Safe for any number of threads; each call is a part of the
 * transaction that its thread is in.
 */
final class Outbox {
  private static final String ADD =
      "INSERT INTO ecc_outbox (ecc, topic, partition, record_key, value, statement, proof)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";

  private final Database database;
  private final Bytes stream;

  /** A record, and its place among the others. */
  private record Kept(long ordinal, OutboxRecord record) {}

  /**
   * A part of the outbox, in its order.
   *
   * @param records may be none
   * @param after the ordinal behind which it begins
   * @param last the ordinal of its last record
   */
  record Leaving(List<OutboxRecord> records, long after, long last) {
    public Leaving {
      records = List.copyOf(records);
    }
  }

  /** The outbox in {@code database}, which draws its stream here if it has none. */
  Outbox(Database database, RandomGenerator random) {
    this.database = database;
    this.stream = database.inTransaction(_ -> knownStream().orElseGet(() -> newStream(random)));
  }

  /** The stream whose sequences {@link #takeSequences} gives out, 16 bytes. */
  Bytes stream() {
    return stream;
  }

  /**
   * Takes {@code count} sequences that nothing else will ever get.
   *
   * @return the first of them
   */
  long takeSequences(int count) {
    return database.inTransaction(handle -> {
      long first =
          handle
              .select("SELECT next_sequence FROM ecc_stream WHERE id = 1")
              .mapTo(Long.class)
              .one();
      handle.execute(
          "UPDATE ecc_stream SET next_sequence = ? WHERE id = 1", Math.addExact(first, count));
      return first;
    });
  }

  /** Keeps records behind those that are here, as one part of it. */
  Leaving add(List<OutboxRecord> records) {
    return database.inTransaction(handle -> {
      long after = last(handle);
      if (!records.isEmpty()) {
        PreparedBatch batch = handle.prepareBatch(ADD);
        records.forEach(record -> bind(batch, record));
        var _ = batch.execute();
      }
      return new Leaving(records, after, last(handle));
    });
  }

  /** The oldest that were kept after {@code ordinal}, in the order in which they are to be sent. */
  Leaving after(long ordinal, int limit) {
    return database.read(handle -> {
      var records = new ArrayList<OutboxRecord>();
      long last = ordinal;
      for (Kept kept : kept(handle, ordinal, limit)) {
        records.add(kept.record());
        last = kept.ordinal();
      }
      return new Leaving(records, ordinal, last);
    });
  }

  boolean holds(SysId row) {
    return database.read(handle ->
        handle
            .select("SELECT 1 FROM ecc_outbox WHERE ecc = ?", row.value())
            .mapTo(Integer.class)
            .findOne()
            .isPresent());
  }

  /** Forgets a part that Kafka has acknowledged. */
  void remove(Leaving part) {
    database.inTransaction(handle ->
        handle.execute(
            "DELETE FROM ecc_outbox WHERE ordinal > ? AND ordinal <= ?",
            part.after(),
            part.last()));
  }

  private static List<Kept> kept(Handle handle, long ordinal, int limit) {
    return handle
        .select(
            "SELECT * FROM ecc_outbox WHERE ordinal > ? ORDER BY ordinal LIMIT ?", ordinal, limit)
        .map((row, _) -> new Kept(row.getLong("ordinal"), read(row)))
        .list();
  }

  private static long last(Handle handle) {
    return handle
        .select("SELECT coalesce(max(ordinal), 0) FROM ecc_outbox")
        .mapTo(Long.class)
        .one();
  }

  private static void bind(PreparedBatch batch, OutboxRecord outgoing) {
    BatchRecord record = outgoing.record();
    @Nullable Headers headers = outgoing.headers().orElse(null);
    var _ =
        batch.add(
            outgoing.row().value(),
            record.topic(),
            record.partition(),
            bytes(record.key()),
            bytes(record.value()),
            headers == null ? null : bytes(headers.statement()),
            headers == null ? null : bytes(headers.proof()));
  }

  private Optional<Bytes> knownStream() {
    return database.read(handle ->
        handle
            .select("SELECT stream FROM ecc_stream WHERE id = 1")
            .mapTo(byte[].class)
            .findOne()
            .map(Bytes::copyOf));
  }

  private Bytes newStream(RandomGenerator random) {
    byte[] drawn = new byte[BatchLeaf.STREAM_SIZE];
    random.nextBytes(drawn);
    database.inTransaction(handle ->
        handle.execute(
            "INSERT INTO ecc_stream (id, stream, next_sequence) VALUES (1, ?, 0)", drawn));
    return Bytes.copyOf(drawn);
  }

  private static OutboxRecord read(ResultSet row) throws SQLException {
    byte @Nullable [] statement = row.getBytes("statement");
    byte @Nullable [] proof = row.getBytes("proof");
    Optional<Headers> headers =
        statement == null || proof == null
            ? Optional.empty()
            : Optional.of(new Headers(Bytes.copyOf(statement), Bytes.copyOf(proof)));
    return new OutboxRecord(
        new SysId(row.getString("ecc")),
        new BatchRecord(
            row.getString("topic"),
            row.getInt("partition"),
            Bytes.copyOf(row.getBytes("record_key")),
            Bytes.copyOf(row.getBytes("value"))),
        headers);
  }

  private static byte[] bytes(@Nullable Bytes value) {
    return value == null ? new byte[0] : value.toByteArray();
  }
}
