package dev.circleoftrust.production.circle;

import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.Schema;
import dev.circleoftrust.runtime.store.StoreException;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.util.List;
import java.util.Optional;

/**
 * What production keeps of the circle on its own disk: which circle it is, and the items of the log
 * in the order in which they were applied. They are folded anew at every start, so whatever another
 * tool writes here counts for nothing that the issuers did not sign.
 */
final class CircleMemory {
  static final Schema SCHEMA =
      new Schema(
          "circle",
          List.of(
              """
              CREATE TABLE circle_pin (id INTEGER PRIMARY KEY CHECK (id = 1), circle TEXT NOT NULL);
              CREATE TABLE circle_item (
                ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
                item BLOB NOT NULL)
              """));

  private final Database database;

  CircleMemory(Database database) {
    this.database = database;
  }

  /** The circle that a person has established here, if one has. */
  Optional<Digest> pin() {
    return database
        .read(handle ->
            handle
                .select("SELECT circle FROM circle_pin WHERE id = 1")
                .mapTo(String.class)
                .findOne())
        .map(CircleMemory::digest);
  }

  void pin(Digest circle) {
    database.inTransaction(handle ->
        handle.execute("INSERT INTO circle_pin (id, circle) VALUES (1, ?)", circle.toHex()));
  }

  /** The items of the log, the first applied first. */
  List<Bytes> items() {
    return database.read(handle ->
        handle
            .select("SELECT item FROM circle_item ORDER BY ordinal")
            .mapTo(byte[].class)
            .map(Bytes::copyOf)
            .list());
  }

  void add(LogItem item) {
    database.inTransaction(handle ->
        handle.execute("INSERT INTO circle_item (item) VALUES (?)", item.encode().toByteArray()));
  }

  private static Digest digest(String hex) {
    try {
      return Digest.fromHex(hex);
    } catch (MalformedException e) {
      throw new StoreException("the pin of the circle is damaged: " + e.fact(), e);
    }
  }
}
