package dev.circleoftrust.production.ecc;

import dev.circleoftrust.batch.BatchLeaf;
import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.production.ecc.OutboxRecord.Headers;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.wire.Bytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
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
  private final Database database;
  private final Bytes stream;

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

  /** Keeps {@code record} behind those that are here. */
  void add(OutboxRecord record) {
    @Nullable Headers headers = record.headers().orElse(null);
    database.inTransaction(handle ->
        handle.execute(
            """
            INSERT INTO ecc_outbox (ecc, topic, partition, record_key, value, statement, proof)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            record.row().value(),
            record.record().topic(),
            record.record().partition(),
            bytes(record.record().key()),
            bytes(record.record().value()),
            headers == null ? null : bytes(headers.statement()),
            headers == null ? null : bytes(headers.proof())));
  }

  /** The oldest, in the order in which they are to be sent. */
  List<OutboxRecord> first(int limit) {
    return database.read(handle ->
        handle
            .select("SELECT * FROM ecc_outbox ORDER BY ordinal LIMIT ?", limit)
            .map((row, _) -> read(row))
            .list());
  }

  boolean holds(SysId row) {
    return database.read(handle ->
        handle
            .select("SELECT 1 FROM ecc_outbox WHERE ecc = ?", row.value())
            .mapTo(Integer.class)
            .findOne()
            .isPresent());
  }

  /** Forgets a record that Kafka has acknowledged. */
  void remove(SysId row) {
    database.inTransaction(
        handle -> handle.execute("DELETE FROM ecc_outbox WHERE ecc = ?", row.value()));
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
