package dev.circleoftrust.production.attachment;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.runtime.store.Page;
import dev.circleoftrust.runtime.store.Schema;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The files of records: each is a record of {@code sys_attachment}, and its content. Only the
 * instance itself attaches. Safe for any number of threads; each call is a part of the transaction
 * that its thread is in.
 */
public final class Attachments {
  /** The table of what is known about a file. */
  public static final TableName TABLE = new TableName("sys_attachment");

  /** The SQL table of the contents. */
  public static final Schema SCHEMA =
      new Schema(
          "attachments",
          List.of(
              """
              CREATE TABLE attachment (
                sys_id TEXT PRIMARY KEY,
                tbl TEXT NOT NULL,
                record TEXT NOT NULL,
                content BLOB NOT NULL);
              CREATE INDEX attachment_by_record ON attachment (record, tbl)
              """));

  private final Database database;
  private final TableStore store;

  /** The attachments in {@code database}, which was opened with {@link #SCHEMA}. */
  public Attachments(Database database, TableStore store) {
    this.database = database;
    this.store = store;
  }

  /** Attaches a text to the record {@code sysId} of {@code table}. */
  void attach(TableName table, SysId sysId, String fileName, Bytes text, String user) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("file_name", fileName);
    fields.put("content_type", "text/plain");
    fields.put("size_bytes", Integer.toString(text.size()));
    fields.put("hash", Digest.of(text).toHex());
    fields.put("table_name", table.value());
    fields.put("table_sys_id", sysId.value());
    database.inTransaction(handle -> {
      SysId attachment = store.insert(TABLE, fields, user).sysId();
      return handle.execute(
          "INSERT INTO attachment (sys_id, tbl, record, content) VALUES (?, ?, ?, ?)",
          attachment.value(),
          table.value(),
          sysId.value(),
          text.toByteArray());
    });
  }

  /** The content of the first file of a record, if it has one. */
  Optional<Bytes> first(TableName table, SysId sysId) {
    return database.read(handle ->
        handle
            .select(
                "SELECT content FROM attachment WHERE record = ? AND tbl = ? ORDER BY rowid LIMIT 1",
                sysId.value(),
                table.value())
            .mapTo(byte[].class)
            .findOne()
            .map(Bytes::copyOf));
  }

  /** What is known about a file. */
  public Optional<GlideRecord> find(SysId attachment) {
    return store.get(TABLE, attachment);
  }

  /** A file's content. */
  public Optional<Bytes> content(SysId attachment) {
    return database.read(handle ->
        handle
            .select("SELECT content FROM attachment WHERE sys_id = ?", attachment.value())
            .mapTo(byte[].class)
            .findOne()
            .map(Bytes::copyOf));
  }

  /** A part of the files that a query finds. */
  public Page page(EncodedQuery query, int offset, int limit) {
    return store.page(TABLE, query, offset, limit);
  }
}
