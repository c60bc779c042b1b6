package dev.circleoftrust.trusted.circle;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.Schema;
import dev.circleoftrust.runtime.store.StoreException;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * What this instance remembers of the circle, on its own disk: the items of the log in the order in
 * which it accepted them, when it first saw each head, which first statements it exported, what it
 * appended itself and what it last vouched for. Nothing in it is ever deleted.
 */
final class CircleMemory {
  static final Schema SCHEMA =
      new Schema(
          "circle",
          List.of(
              """
              CREATE TABLE circle_item (
                ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
                item BLOB NOT NULL,
                head TEXT UNIQUE,
                first_seen TEXT NOT NULL);
              CREATE TABLE circle_offer (statement TEXT PRIMARY KEY);
              CREATE TABLE circle_publication (
                statement TEXT PRIMARY KEY,
                envelope BLOB NOT NULL,
                acknowledged INTEGER NOT NULL);
              CREATE TABLE circle_word (
                one INTEGER PRIMARY KEY CHECK (one = 1),
                head TEXT NOT NULL)
              """));

  private final Database database;

  CircleMemory(Database database) {
    this.database = database;
  }

  /** The items of the log, the first accepted first. */
  List<LogItem> items() {
    return database.read(handle ->
        handle
            .select("SELECT item FROM circle_item ORDER BY ordinal")
            .mapTo(byte[].class)
            .map(CircleMemory::item)
            .list());
  }

  /** Remembers an item that the state accepted; if it was appended here, the broker has it. */
  void addItem(LogItem item, Optional<Digest> head, Instant now) {
    database.inTransaction(handle -> {
      acknowledge(item.envelope().statementId());
      return handle.execute(
          "INSERT INTO circle_item (item, head, first_seen) VALUES (?, ?, ?)",
          item.encode().toByteArray(),
          head.map(Digest::toHex).orElse(null),
          now.toString());
    });
  }

  /** Remembers that this first statement may be installed on production. */
  void addOffer(Digest statement) {
    database.inTransaction(handle ->
        handle.execute(
            "INSERT INTO circle_offer (statement) VALUES (?) ON CONFLICT DO NOTHING",
            statement.toHex()));
  }

  /** Whether this instance exported the first statement with this id. */
  boolean hasOffered(Digest statement) {
    return database.read(handle ->
        handle
            .select("SELECT 1 FROM circle_offer WHERE statement = ?", statement.toHex())
            .mapTo(Integer.class)
            .findOne()
            .isPresent());
  }

  /** Remembers what is about to be appended to the log. */
  void addPublication(Envelope instruction) {
    database.inTransaction(handle ->
        handle.execute(
            "INSERT INTO circle_publication (statement, envelope, acknowledged)"
                + " VALUES (?, ?, 0) ON CONFLICT DO NOTHING",
            instruction.statementId().toHex(),
            instruction.encode().toByteArray()));
  }

  /** Remembers that the broker has it. */
  void acknowledge(Digest statement) {
    database.inTransaction(handle ->
        handle.execute(
            "UPDATE circle_publication SET acknowledged = 1 WHERE statement = ?",
            statement.toHex()));
  }

  /** Remembers the head that is about to be vouched for. */
  void setLastSigned(Digest head) {
    database.inTransaction(handle ->
        handle.execute(
            "INSERT INTO circle_word (one, head) VALUES (1, ?)"
                + " ON CONFLICT (one) DO UPDATE SET head = excluded.head",
            head.toHex()));
  }

  /**
   * All that the next checkpoint must hold to.
   *
   * @param first the head of the first statement, which counts where none was signed yet
   */
  Commitments commitments(Digest first) {
    return database.read(handle ->
        new Commitments(lastSigned(handle).orElse(first), published(handle), seen(handle)));
  }

  private static Optional<Digest> lastSigned(Handle handle) {
    return handle
        .select("SELECT head FROM circle_word")
        .mapTo(String.class)
        .map(CircleMemory::digest)
        .findOne();
  }

  private static Set<Digest> published(Handle handle) {
    var published = new HashSet<Digest>();
    handle
        .select("SELECT statement FROM circle_publication WHERE acknowledged = 1")
        .mapTo(String.class)
        .forEach(statement -> published.add(digest(statement)));
    return published;
  }

  private static Map<Digest, Instant> seen(Handle handle) {
    var seen = new HashMap<Digest, Instant>();
    handle
        .select("SELECT head, first_seen FROM circle_item WHERE head IS NOT NULL")
        .mapToMap(String.class)
        .forEach(row ->
            seen.put(
                digest(row.getOrDefault("head", "")),
                Instant.parse(row.getOrDefault("first_seen", ""))));
    return seen;
  }

  private static Digest digest(String hex) {
    try {
      return Digest.fromHex(hex);
    } catch (MalformedException e) {
      throw new StoreException("the memory of the circle is damaged: " + e.fact(), e);
    }
  }

  private static LogItem item(byte[] stored) {
    try {
      return LogItem.parse(Bytes.copyOf(stored));
    } catch (MalformedException e) {
      throw new StoreException("the memory of the circle is damaged: " + e.fact(), e);
    }
  }
}
