package dev.circleoftrust.production.updateset;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.Schema;
import dev.circleoftrust.wire.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * The files of retrieved update sets, to the byte, and which of them brought a record. Safe for any
 * number of threads; each call is a part of the transaction that its thread is in.
 */
public final class UpdateSetFiles {
  /** The SQL tables. */
  public static final Schema SCHEMA =
      new Schema(
          "update-sets",
          List.of(
              """
              CREATE TABLE update_set_file (
                update_set TEXT PRIMARY KEY,
                file BLOB NOT NULL);
              CREATE TABLE update_set_record (
                tbl TEXT NOT NULL,
                sys_id TEXT NOT NULL,
                update_set TEXT NOT NULL,
                PRIMARY KEY (tbl, sys_id));
              CREATE TABLE update_set_position (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                next_offset INTEGER NOT NULL)
              """));

  private final Database database;

  /** The files in {@code database}, which was opened with {@link #SCHEMA}. */
  public UpdateSetFiles(Database database) {
    this.database = database;
  }

  /** The file of an update set. */
  Optional<Bytes> of(SysId updateSet) {
    return database.read(handle ->
        handle
            .select("SELECT file FROM update_set_file WHERE update_set = ?", updateSet.value())
            .mapTo(byte[].class)
            .findOne()
            .map(Bytes::copyOf));
  }

  /** The file of the update set whose commit wrote {@code record} last. */
  public Optional<Bytes> thatBrought(TableName table, SysId record) {
    return database
        .read(handle ->
            handle
                .select(
                    "SELECT update_set FROM update_set_record WHERE tbl = ? AND sys_id = ?",
                    table.value(),
                    record.value())
                .mapTo(String.class)
                .findOne()
                .map(SysId::new))
        .flatMap(this::of);
  }

  void keep(SysId updateSet, Bytes file) {
    database.inTransaction(handle ->
        handle.execute(
            """
            INSERT INTO update_set_file (update_set, file) VALUES (?, ?)
            ON CONFLICT (update_set) DO UPDATE SET file = excluded.file
            """,
            updateSet.value(),
            file.toByteArray()));
  }

  void brought(SysId updateSet, GlideRecord record) {
    database.inTransaction(handle ->
        handle.execute(
            """
            INSERT INTO update_set_record (tbl, sys_id, update_set) VALUES (?, ?, ?)
            ON CONFLICT (tbl, sys_id) DO UPDATE SET update_set = excluded.update_set
            """,
            record.table().value(),
            record.sysId().value(),
            updateSet.value()));
  }

  /** The offset of {@code cot.update-sets} to read next. */
  long nextOffset() {
    return database.read(handle ->
        handle
            .select("SELECT next_offset FROM update_set_position WHERE id = 1")
            .mapTo(Long.class)
            .findOne()
            .orElse(0L));
  }

  void advance(long nextOffset) {
    database.inTransaction(handle ->
        handle.execute(
            """
            INSERT INTO update_set_position (id, next_offset) VALUES (1, ?)
            ON CONFLICT (id) DO UPDATE SET next_offset = excluded.next_offset
            """,
            nextOffset));
  }
}
