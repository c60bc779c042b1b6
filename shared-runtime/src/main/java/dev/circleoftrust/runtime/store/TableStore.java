package dev.circleoftrust.runtime.store;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.wire.Bytes;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * An instance's tables: the product's records in a {@link Database}. It keeps the fields that the
 * product keeps: {@code sys_created_on}, {@code sys_created_by}, {@code sys_updated_on}, {@code
 * sys_updated_by} and {@code sys_mod_count}.
 *
 * <p>Safe for any number of threads. Each call is a transaction of its own, or a part of the one
 * that its thread is in. Nothing here decides who may write; and whoever has the file can edit it
 * with another tool, so no record is a reason to trust what it says.
 */
public final class TableStore {
  /** The SQL tables in which records are kept. */
  public static final Schema SCHEMA =
      new Schema(
          "records",
          List.of(
              """
              CREATE TABLE records (
                ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
                tbl TEXT NOT NULL,
                sys_id TEXT NOT NULL,
                fields TEXT NOT NULL CHECK (json_valid(fields)),
                state TEXT AS (json_extract(fields, '$.state')),
                response_to TEXT AS (json_extract(fields, '$.response_to')),
                UNIQUE (tbl, sys_id));
              CREATE INDEX records_by_table ON records (tbl);
              CREATE INDEX records_by_state ON records (tbl, state) WHERE state IS NOT NULL;
              CREATE INDEX records_by_response ON records (tbl, response_to)
                WHERE response_to IS NOT NULL
              """));

  private final Database database;
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * The tables in {@code database}, which was opened with {@link #SCHEMA}.
   *
   * @param clock the time that goes into the records
   * @param random where the sys_id of a new record comes from
   */
  public TableStore(Database database, InstantSource clock, RandomGenerator random) {
    this.database = database;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Does several things as one transaction; see {@link Database#inTransaction}.
   *
   * @throws X what {@code work} throws; nothing has changed then
   */
  public <T extends @Nullable Object, X extends Exception> T inTransaction(
      ScopedValue.CallableOp<T, X> work) throws X {
    return database.inTransaction(_ -> work.call());
  }

  /**
   * The same, committed together with what other threads do; see {@link
   * Database#inSharedTransaction}.
   *
   * @throws X what {@code work} throws; nothing that it did has changed anything then
   */
  public <T extends @Nullable Object, X extends Exception> T inSharedTransaction(
      ScopedValue.CallableOp<T, X> work) throws X {
    return database.inSharedTransaction(_ -> work.call());
  }

  /** A sys_id that no record has. */
  public SysId newSysId() {
    byte[] drawn = new byte[SysId.SIZE];
    random.nextBytes(drawn);
    return SysId.of(Bytes.copyOf(drawn));
  }

  /** Adds a record with a new sys_id; see {@link #insert(GlideRecord, String)}. */
  public GlideRecord insert(TableName table, Map<String, String> fields, String user) {
    return insert(new GlideRecord(table, newSysId(), fields), user);
  }

  /**
   * Adds a record, created now by {@code user} whatever its own fields say about that.
   *
   * @return the record as it is kept
   * @throws StoreException if the table has one of that sys_id
   */
  public GlideRecord insert(GlideRecord record, String user) {
    String now = GlideTime.format(clock.instant());
    var fields = new LinkedHashMap<>(record.fields());
    fields.put("sys_created_on", now);
    fields.put("sys_created_by", user);
    fields.put("sys_updated_on", now);
    fields.put("sys_updated_by", user);
    fields.put("sys_mod_count", "0");
    var kept = new GlideRecord(record.table(), record.sysId(), fields);
    database.inTransaction(handle -> add(handle, kept));
    return kept;
  }

  /**
   * Changes the given fields of a record and leaves the others, now and by {@code user}.
   *
   * @return the record as it is kept now; empty where there is none of that sys_id
   */
  public Optional<GlideRecord> update(
      TableName table, SysId sysId, Map<String, String> changes, String user) {
    return database.inTransaction(handle -> {
      Optional<GlideRecord> before = get(table, sysId);
      Optional<GlideRecord> after = before.map(record -> changed(record, changes, user));
      after.ifPresent(record -> write(handle, record));
      return after;
    });
  }

  /**
   * Keeps a record exactly as it is, its {@code sys_} fields too, in place of one of the same
   * sys_id if there is one. For what another instance has made.
   */
  public void put(GlideRecord record) {
    database.inTransaction(handle -> write(handle, record) > 0 || add(handle, record) > 0);
  }

  /** Removes a record; tells whether there was one. */
  public boolean delete(TableName table, SysId sysId) {
    return database.inTransaction(handle ->
        handle.execute(
                "DELETE FROM records WHERE tbl = ? AND sys_id = ?", table.value(), sysId.value())
            > 0);
  }

  /** The record of that sys_id, if there is one. */
  public Optional<GlideRecord> get(TableName table, SysId sysId) {
    return database.read(handle ->
        KeptStatements.first(
            handle,
            "SELECT fields FROM records WHERE tbl = ? AND sys_id = ?",
            row -> StoredFields.decode(table, sysId.value(), row.getString(1)),
            table.value(),
            sysId.value()));
  }

  /** Whether there is a record of that sys_id. */
  public boolean has(TableName table, SysId sysId) {
    return database.read(handle ->
        KeptStatements.first(
                handle,
                "SELECT 1 FROM records WHERE tbl = ? AND sys_id = ?",
                row -> row.getInt(1),
                table.value(),
                sysId.value())
            .isPresent());
  }

  /** The records of these sys_ids, in no order; those that are not there are left out. */
  public Map<SysId, GlideRecord> get(TableName table, Collection<SysId> sysIds) {
    return database.read(handle -> {
      var found = new HashMap<SysId, GlideRecord>();
      handle
          .select(
              "SELECT sys_id, fields FROM records"
                  + " WHERE tbl = ? AND sys_id IN (SELECT value FROM json_each(?))",
              table.value(),
              sysIds.stream().map(id -> '"' + id.value() + '"').toList().toString())
          .map((row, _) ->
              StoredFields.decode(table, row.getString("sys_id"), row.getString("fields")))
          .forEach(record -> found.put(record.sysId(), record));
      return found;
    });
  }

  /** The one record whose field has this value; the first inserted, should there be several. */
  public Optional<GlideRecord> find(TableName table, String field, String value) {
    return query(table, EncodedQuery.where(field, value), 1).stream().findFirst();
  }

  /** The first records that a query finds, at most {@code limit}. */
  public List<GlideRecord> query(TableName table, EncodedQuery query, int limit) {
    return database.read(handle -> new TableScan(handle, table, query).first(limit));
  }

  /** A part of what a query finds, and how many there are in all. */
  public Page page(TableName table, EncodedQuery query, int offset, int limit) {
    return database.read(handle -> new TableScan(handle, table, query).page(offset, limit));
  }

  /** How many records a query finds. */
  public long count(TableName table, EncodedQuery query) {
    return page(table, query, 0, 0).total();
  }

  private GlideRecord changed(GlideRecord before, Map<String, String> changes, String user) {
    var fields = new LinkedHashMap<>(before.fields());
    fields.putAll(changes);
    fields.put("sys_created_on", before.value("sys_created_on"));
    fields.put("sys_created_by", before.value("sys_created_by"));
    fields.put("sys_updated_on", GlideTime.format(clock.instant()));
    fields.put("sys_updated_by", user);
    fields.put("sys_mod_count", Long.toString(number(before.value("sys_mod_count")) + 1));
    return new GlideRecord(before.table(), before.sysId(), fields);
  }

  /** A count that another tool has spoilt starts anew. */
  private static long number(String text) {
    return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : 0;
  }

  private static int add(Handle handle, GlideRecord record) {
    int added =
        KeptStatements.change(
            handle,
            "INSERT INTO records (tbl, sys_id, fields) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            record.table().value(),
            record.sysId().value(),
            StoredFields.encode(record));
    if (added == 0) {
      throw new StoreException("%s has a record %s".formatted(record.table(), record.sysId()));
    }
    return added;
  }

  private static int write(Handle handle, GlideRecord record) {
    return KeptStatements.change(
        handle,
        "UPDATE records SET fields = ? WHERE tbl = ? AND sys_id = ?",
        StoredFields.encode(record),
        record.table().value(),
        record.sysId().value());
  }
}
