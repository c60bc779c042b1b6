package dev.circleoftrust.trusted.signing;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.Schema;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The signing log: a row for every use of a private key. Checkpoints, of which there is one each
 * minute, are counted: one row for each head and key, with the first and last time.
 *
 * <p>Safe for any number of threads. Whoever has the file can edit it; it tells the honest what
 * happened, and proves nothing.
 */
public final class SigningLog {
  /** The table as the product's users see it. */
  public static final TableName TABLE = new TableName("sn_kmf_signing_log");

  /** The SQL table in which it is kept. */
  public static final Schema SCHEMA =
      new Schema(
          "signing-log",
          List.of(
              """
              CREATE TABLE signing_log (
                ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
                user TEXT NOT NULL,
                role TEXT NOT NULL,
                key_id TEXT NOT NULL,
                purpose TEXT NOT NULL,
                digest TEXT NOT NULL,
                what TEXT NOT NULL,
                update_set TEXT NOT NULL,
                head TEXT,
                uses INTEGER NOT NULL,
                first_on TEXT NOT NULL,
                last_on TEXT NOT NULL,
                UNIQUE (key_id, head))
              """));

  private final Database database;
  private final InstantSource clock;

  /** The log in {@code database}, which was opened with {@link #SCHEMA}. */
  public SigningLog(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Adds a row; it is on the disk when this returns. */
  void add(KeyUse use) {
    database.inTransaction(handle -> insert(handle, use, null));
  }

  /** Counts a checkpoint for {@code head}; its digest is that of the last one. */
  void addCheckpoint(KeyUse use, Digest head) {
    database.inTransaction(handle -> insert(handle, use, head.toHex()));
  }

  private int insert(Handle handle, KeyUse use, @Nullable String head) {
    String now = GlideTime.format(clock.instant());
    return handle.execute(
        """
        INSERT INTO signing_log
          (user, role, key_id, purpose, digest, what, update_set, head, uses, first_on, last_on)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)
        ON CONFLICT (key_id, head) DO UPDATE SET
          digest = excluded.digest, uses = uses + 1, last_on = excluded.last_on
        """,
        use.occasion().actor().user(),
        use.occasion().actor().role(),
        use.keyId().toHex(),
        use.purpose().wireName(),
        use.digest().toHex(),
        use.occasion().what(),
        use.occasion().updateSetText(),
        head,
        now,
        now);
  }

  /** Every row, the oldest first. */
  public List<GlideRecord> rows() {
    return database.read(handle ->
        handle
            .select("SELECT * FROM signing_log ORDER BY ordinal")
            .mapToMap(String.class)
            .map(SigningLog::record)
            .list());
  }

  private static GlideRecord record(Map<String, String> row) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("sys_created_on", row.getOrDefault("first_on", ""));
    fields.put("sys_created_by", row.getOrDefault("user", ""));
    for (String name : List.of("user", "role", "key_id", "purpose", "digest", "what")) {
      fields.put(name, row.getOrDefault(name, ""));
    }
    fields.put("update_set", row.getOrDefault("update_set", ""));
    fields.put("uses", row.getOrDefault("uses", ""));
    fields.put("last_used_on", row.getOrDefault("last_on", ""));
    Bytes identity = Bytes.ofUtf8("signing-log " + row.getOrDefault("ordinal", ""));
    return new GlideRecord(
        TABLE, SysId.of(Digest.of(identity).value().slice(0, SysId.SIZE)), fields);
  }
}
