package dev.circleoftrust.runtime.store;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Brings the SQL tables of each component to the version that this program knows. */
final class Migrations {
  private static final String VERSIONS =
      """
      CREATE TABLE IF NOT EXISTS schema_version (
        component TEXT PRIMARY KEY,
        number INTEGER NOT NULL)
      """;

  /** Room that is written to try whether there is any. */
  private static final String ROOM = "CREATE TABLE IF NOT EXISTS store_room (room BLOB)";

  /** Writes into it. */
  static final String TRY = "INSERT INTO store_room VALUES (zeroblob(65536))";

  /** Gives the room back. */
  static final String TRIED = "DELETE FROM store_room";

  private Migrations() {}

  /** Runs the scripts that have not run yet, within the caller's transaction. */
  static int apply(Handle handle, List<Schema> schemas) {
    handle.execute(VERSIONS);
    handle.execute(ROOM);
    int ran = 0;
    for (Schema schema : schemas) {
      ran += apply(handle, schema);
    }
    return ran;
  }

  private static int apply(Handle handle, Schema schema) {
    int known = schema.scripts().size();
    int version = version(handle, schema.component());
    if (version > known) {
      throw new StoreException(
          "the tables of %s are of version %d, this program knows up to %d"
              .formatted(schema.component(), version, known));
    }
    for (String script : schema.scripts().subList(version, known)) {
      var _ = handle.createScript(script).execute();
    }
    handle.execute(
        """
        INSERT INTO schema_version (component, number) VALUES (?, ?)
        ON CONFLICT (component) DO UPDATE SET number = excluded.number
        """,
        schema.component(),
        known);
    return known - version;
  }

  private static int version(Handle handle, String component) {
    return handle
        .select("SELECT number FROM schema_version WHERE component = ?", component)
        .mapTo(Integer.class)
        .findOne()
        .orElse(0);
  }
}
