package dev.circleoftrust.mid.circle;

import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.Schema;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.time.Instant;
import java.util.List;

/**
 * What this MID Server has accepted of the circle log, in that order, and each issuer's newest
 * checkpoint, on its own disk. Nothing is ever taken out. Safe for any number of threads.
 */
public final class CircleMemory {
  /** The SQL tables of this memory. */
  public static final Schema SCHEMA =
      new Schema(
          "circle",
          List.of(
              """
              CREATE TABLE circle_pin (circle TEXT NOT NULL);
              CREATE TABLE circle_item (
                number INTEGER PRIMARY KEY,
                item BLOB NOT NULL,
                appended_at INTEGER NOT NULL);
              CREATE TABLE circle_checkpoint (
                issuer TEXT PRIMARY KEY,
                envelope BLOB NOT NULL);
              """));

  private final Database database;

  /**
   * An item that was accepted.
   *
   * @param value the value of its Kafka record
   * @param appendedAt when it was appended to the topic, by the broker's word
   */
  record Item(Bytes value, Instant appendedAt) {}

  private CircleMemory(Database database) {
    this.database = database;
  }

  /**
   * The memory of the circle {@code pin} in {@code database}.
   *
   * @throws ConfigurationException if it is the memory of another circle
   */
  public static CircleMemory open(Database database, Digest pin) {
    String known =
        database.inTransaction(handle -> {
          handle.execute(
              "INSERT INTO circle_pin SELECT ? WHERE NOT EXISTS (SELECT * FROM circle_pin)",
              pin.toHex());
          return handle.createQuery("SELECT circle FROM circle_pin").mapTo(String.class).one();
        });
    if (!known.equals(pin.toHex())) {
      throw new ConfigurationException(
          "the boot file pins circle %s, but this folder is the memory of a MID Server of circle %s:"
                  .formatted(pin, known)
              + " pin that one, or start in an empty folder");
    }
    return new CircleMemory(database);
  }

  List<Item> items() {
    return database.read(handle ->
        handle
            .createQuery("SELECT item, appended_at FROM circle_item ORDER BY number")
            .map((row, _) ->
                new Item(
                    Bytes.copyOf(row.getBytes("item")),
                    Instant.ofEpochMilli(row.getLong("appended_at"))))
            .list());
  }

  void add(Item item) {
    database.inTransaction(handle ->
        handle.execute(
            "INSERT INTO circle_item (item, appended_at) VALUES (?, ?)",
            item.value().toByteArray(),
            item.appendedAt().toEpochMilli()));
  }

  List<Bytes> checkpoints() {
    return database.read(handle ->
        handle
            .createQuery("SELECT envelope FROM circle_checkpoint ORDER BY issuer")
            .map((row, _) -> Bytes.copyOf(row.getBytes("envelope")))
            .list());
  }

  void remember(IssuerName issuer, Bytes envelope) {
    database.inTransaction(handle ->
        handle.execute(
            "INSERT INTO circle_checkpoint (issuer, envelope) VALUES (?, ?)"
                + " ON CONFLICT (issuer) DO UPDATE SET envelope = excluded.envelope",
            issuer.value(),
            envelope.toByteArray()));
  }
}
