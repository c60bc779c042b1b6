package dev.circleoftrust.mid.queue;

import dev.circleoftrust.mid.queue.Partitions.Reading;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.KeptStatements;
import dev.circleoftrust.runtime.store.Schema;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The rows that were fetched and whose result is not known to be committed, on the MID Server's own
 * disk, and the rows that have run within the last day. When a call returns, what it wrote survives
 * the death of the process. Safe for any number of threads.
 */
public final class Journal {
  private static final String TABLES =
      """
      CREATE TABLE ecc_entry (
        number INTEGER PRIMARY KEY,
        topic TEXT NOT NULL,
        partition INTEGER NOT NULL,
        kafka_offset INTEGER NOT NULL,
        kafka_timestamp INTEGER NOT NULL,
        kafka_key BLOB,
        value BLOB,
        headers BLOB NOT NULL,
        answer TEXT NOT NULL,
        state TEXT NOT NULL,
        reason TEXT,
        detail TEXT,
        remedy TEXT,
        row_sys_id TEXT,
        row_topic TEXT,
        result BLOB);
      CREATE INDEX ecc_entry_topic ON ecc_entry (topic, number);
      CREATE TABLE ecc_ran (
        sys_id TEXT PRIMARY KEY,
        ran_at INTEGER NOT NULL);
      CREATE INDEX ecc_ran_age ON ecc_ran (ran_at);
      CREATE TABLE ecc_mark (
        topic TEXT PRIMARY KEY,
        next_offset INTEGER NOT NULL);
      """;

  /** A result that an earlier version wrote is none that this one reads. */
  private static final String SEVERAL_RESULTS =
      """
      UPDATE ecc_entry SET state = 'running', result = NULL WHERE state = 'done';
      CREATE TABLE ecc_cancelled (
        sys_id TEXT PRIMARY KEY,
        cancelled_at INTEGER NOT NULL);
      CREATE TABLE ecc_attempt (
        topic TEXT NOT NULL,
        partition INTEGER NOT NULL,
        next_offset INTEGER NOT NULL,
        starts INTEGER NOT NULL,
        PRIMARY KEY (topic, partition));
      """;

  /** The SQL tables of the journal, and of how far partitions were read. */
  public static final Schema SCHEMA =
      new Schema(
          "ecc-journal",
          List.of(
              TABLES + Partitions.TABLE, SEVERAL_RESULTS, Partitions.SEEDS, Partitions.OPENINGS));

  private static final String INSERT =
      """
      INSERT INTO ecc_entry (number, topic, partition, kafka_offset, kafka_timestamp, kafka_key, value,
          headers, answer, state, reason, detail, remedy, row_sys_id, row_topic)
        VALUES (:number, :topic, :partition, :offset, :timestamp, :key, :value,
          :headers, :answer, :state, :reason, :detail, :remedy, :rowSysId, :rowTopic)
      """;

  private final Database database;
  private final Partitions partitions;
  private final AtomicLong numbers;

  /** Spares every row a look at a table that is nearly always empty. */
  private volatile boolean anyCancelled;

  /** The journal in {@code database}, which has {@link #SCHEMA}. */
  public Journal(Database database) {
    this.database = database;
    this.partitions = new Partitions(database);
    this.numbers =
        new AtomicLong(
            database.read(handle ->
                handle
                    .createQuery("SELECT coalesce(max(number), 0) FROM ecc_entry")
                    .mapTo(Long.class)
                    .one()));
    this.anyCancelled =
        database.read(handle ->
            handle
                .createQuery("SELECT EXISTS (SELECT * FROM ecc_cancelled)")
                .mapTo(Boolean.class)
                .one());
  }

  Partitions partitions() {
    return partitions;
  }

  /** What was about to be fetched when a process ended, for one lane. */
  Attempts attempts(String topic) {
    return new Attempts(database, topic);
  }

  /** The number of a row that is about to be received: larger than that of any open row. */
  long nextNumber() {
    return numbers.incrementAndGet();
  }

  /** Adds rows that were just fetched, and remembers with them how far partitions were read. */
  void receive(List<Entry> fetched, Collection<Reading> readings) {
    database.inTransaction(handle -> {
      var insert = handle.prepareBatch(INSERT);
      for (Entry entry : fetched) {
        EntryColumns.bind(insert, entry);
        insert.add();
      }
      if (!fetched.isEmpty()) {
        var _ = insert.execute();
      }
      readings.forEach(partitions::remember);
      return fetched.size();
    });
  }

  /**
   * An open row without what it carries.
   *
   * @param number its place
   * @param answer the sys_id of its last or only result
   * @param decided true where it is this MID Server's for certain, and no other member's
   */
  record Outline(long number, SysId answer, boolean decided) {}

  /** The open rows of {@code topic}, in the order in which they were fetched. */
  List<Outline> outlines(String topic) {
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT number, answer, state NOT IN ('accepted', 'refused') AS decided"
                    + " FROM ecc_entry WHERE topic = ? ORDER BY number")
            .bind(0, topic)
            .map((row, _) ->
                new Outline(
                    row.getLong("number"),
                    new SysId(row.getString("answer")),
                    row.getBoolean("decided")))
            .list());
  }

  /** The open row with this number. */
  Optional<Entry> entry(long number) {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM ecc_entry WHERE number = ?")
            .bind(0, number)
            .map((row, _) -> EntryColumns.read(row))
            .findOne());
  }

  /** The rows of {@code topic}, in the order in which they were fetched. */
  List<Entry> open(String topic) {
    return outlines(topic).stream().flatMap(row -> entry(row.number()).stream()).toList();
  }

  /** Whether a row may begin. */
  enum Begun {
    /** It is noted as begun. */
    NOW,
    /** A row of its sys_id was begun within the last day. */
    BEFORE,
    /** It was cancelled. */
    CANCELLED
  }

  /**
   * Notes that a row is about to run for the first time, unless it must not.
   *
   * @param row its sys_id, remembered for a day
   */
  Begun begin(Entry running, SysId row, Instant now) {
    return database.inSharedTransaction(handle -> {
      if (isIn(handle, "ecc_cancelled", row)) {
        return Begun.CANCELLED;
      }
      int first =
          KeptStatements.change(
              handle,
              "INSERT INTO ecc_ran (sys_id, ran_at) VALUES (?, ?) ON CONFLICT (sys_id) DO NOTHING",
              row.value(),
              now.toEpochMilli());
      if (first == 0) {
        return Begun.BEFORE;
      }
      var _ = update(handle, running);
      return Begun.NOW;
    });
  }

  /** Notes how far a row has come. */
  void advance(Entry entry) {
    database.inSharedTransaction(handle -> update(handle, entry));
  }

  /** Notes that a row must not begin, should it come or wait. Remembered for a day. */
  void cancel(SysId row, Instant now) {
    database.inTransaction(handle ->
        handle.execute(
            "INSERT INTO ecc_cancelled (sys_id, cancelled_at) VALUES (?, ?)"
                + " ON CONFLICT (sys_id) DO NOTHING",
            row.value(),
            now.toEpochMilli()));
    anyCancelled = true;
  }

  /** True where the row called {@code sysId} must not begin. */
  boolean isCancelled(SysId sysId) {
    return anyCancelled && database.read(handle -> isIn(handle, "ecc_cancelled", sysId));
  }

  /** False where no row is known that must not begin. */
  boolean hasCancelled() {
    return anyCancelled;
  }

  /** Those of {@code rows} that must not begin. */
  Set<SysId> cancelled(Collection<SysId> rows) {
    String ids = rows.stream().map(SysId::value).collect(Collectors.joining("\",\"", "[\"", "\"]"));
    return database.read(handle ->
        handle
            .createQuery(
                "SELECT sys_id FROM ecc_cancelled"
                    + " WHERE sys_id IN (SELECT value FROM json_each(?))")
            .bind(0, ids)
            .map((row, _) -> new SysId(row.getString(1)))
            .set());
  }

  /** True where the row called {@code sysId} was begun within the last day. */
  boolean hasRun(SysId sysId) {
    return database.read(handle -> isIn(handle, "ecc_ran", sysId));
  }

  /**
   * Lets rows go whose results are committed.
   *
   * @param topic the topic that the rows came from
   * @param mark the offset on the topic of results up to which this journal knows all that was
   *     committed for {@code topic}
   */
  void answered(String topic, Collection<Entry> entries, long mark) {
    settled(topic, numbers(entries), List.of(), mark);
  }

  /**
   * Lets rows go whose results are committed, and notes that others are this member's.
   *
   * @param gone the numbers of the rows that leave
   * @param taken the numbers of rows of a cluster that were announced with the results
   */
  void settled(String topic, Collection<Long> gone, Collection<Long> taken, long mark) {
    database.inTransaction(handle -> settled(handle, topic, gone, taken, mark));
  }

  /**
   * Remembers that rows were settled at sight: how far the partitions were read for that, and all
   * that {@link #settled(String, Collection, Collection, long)} notes.
   *
   * @param readings of the partitions that the rows stood on
   */
  void settled(
      String topic,
      Collection<Reading> readings,
      Collection<Long> gone,
      Collection<Long> taken,
      long mark) {
    database.inTransaction(handle -> {
      readings.forEach(partitions::remember);
      return settled(handle, topic, gone, taken, mark);
    });
  }

  private static int settled(
      Handle handle, String topic, Collection<Long> gone, Collection<Long> taken, long mark) {
    each(handle, "DELETE FROM ecc_entry WHERE number = ?", gone);
    each(
        handle,
        "UPDATE ecc_entry SET state = 'taken' WHERE number = ? AND state = 'accepted'",
        taken);
    return handle.execute(
        "INSERT INTO ecc_mark (topic, next_offset) VALUES (?, ?)"
            + " ON CONFLICT (topic) DO UPDATE SET next_offset = excluded.next_offset",
        topic,
        mark);
  }

  static List<Long> numbers(Collection<Entry> entries) {
    return entries.stream().map(Entry::number).toList();
  }

  private static void each(Handle handle, String sql, Collection<Long> numbers) {
    if (!numbers.isEmpty()) {
      var batch = handle.prepareBatch(sql);
      numbers.forEach(number -> batch.bind(0, number).add());
      var _ = batch.execute();
    }
  }

  /** Where on the topic of results to look for what was committed for {@code topic}. */
  long mark(String topic) {
    return database.read(handle ->
        handle
            .createQuery("SELECT next_offset FROM ecc_mark WHERE topic = ?")
            .bind(0, topic)
            .mapTo(Long.class)
            .findOne()
            .orElse(0L));
  }

  /** Forgets rows that were begun or cancelled before {@code limit}. */
  void forgetBefore(Instant limit) {
    database.inTransaction(handle ->
        handle.execute("DELETE FROM ecc_ran WHERE ran_at < ?", limit.toEpochMilli())
            + handle.execute(
                "DELETE FROM ecc_cancelled WHERE cancelled_at < ?", limit.toEpochMilli()));
  }

  /** How many rows are open. */
  public int size() {
    return database.read(
        handle -> handle.createQuery("SELECT count(*) FROM ecc_entry").mapTo(Integer.class).one());
  }

  private static boolean isIn(Handle handle, String table, SysId sysId) {
    return KeptStatements.first(
            handle,
            "SELECT 1 FROM " + table + " WHERE sys_id = ?",
            row -> row.getInt(1),
            sysId.value())
        .isPresent();
  }

  private static int update(Handle handle, Entry entry) {
    byte @Nullable [] result =
        entry.state() instanceof Entry.State.Done(var results) ? ResultBlock.encode(results) : null;
    return KeptStatements.change(
        handle,
        "UPDATE ecc_entry SET state = ?, result = ? WHERE number = ?",
        EntryColumns.word(entry.state()),
        result,
        entry.number());
  }
}
