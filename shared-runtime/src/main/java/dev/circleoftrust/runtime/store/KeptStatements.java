package dev.circleoftrust.runtime.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jspecify.annotations.Nullable;

/**
 * Statements that every row of a queue needs: prepared once for each connection, and run without
 * what a statement of JDBI costs besides, which is several times the work of SQLite itself. As many
 * are kept as there are different texts, so a text must not hold a value. For the thread that has
 * the connection.
 */
public final class KeptStatements implements JdbiConfig<KeptStatements> {
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  /** Reads one row of what a query found. */
  @FunctionalInterface
  public interface Row<T> {
    /** What the row says. */
    T read(ResultSet row) throws SQLException;
  }

  /** None yet; made by JDBI for each connection. */
  public KeptStatements() {}

  /**
   * Changes what {@code sql} says.
   *
   * @param values for its question marks
   * @return how many rows were changed
   * @throws StoreException if the store refuses
   */
  public static int change(Handle handle, String sql, @Nullable Object... values) {
    try {
      return bound(handle, sql, values).executeUpdate();
    } catch (SQLException e) {
      throw kept(handle).refused(sql, e);
    }
  }

  /**
   * The first row that {@code sql} finds; any others are not read.
   *
   * @param values for its question marks
   * @throws StoreException if the store refuses
   */
  public static <T> Optional<T> first(
      Handle handle, String sql, Row<T> row, @Nullable Object... values) {
    try (ResultSet found = bound(handle, sql, values).executeQuery()) {
      return found.next() ? Optional.of(row.read(found)) : Optional.empty();
    } catch (SQLException e) {
      throw kept(handle).refused(sql, e);
    }
  }

  /** What is kept belongs to the connection, whatever else differs between its statements. */
  @Override
  public KeptStatements createCopy() {
    return this;
  }

  private static PreparedStatement bound(Handle handle, String sql, @Nullable Object... values)
      throws SQLException {
    PreparedStatement statement = kept(handle).statement(handle, sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  private static KeptStatements kept(Handle handle) {
    return handle.getConfig(KeptStatements.class);
  }

  /** The driver does not run a statement again that has failed once: it is prepared anew. */
  private StoreException refused(String sql, SQLException why) {
    PreparedStatement failed = prepared.remove(sql);
    if (failed != null) {
      try {
        failed.close();
      } catch (SQLException e) {
        why.addSuppressed(e);
      }
    }
    return StoreException.refused(why);
  }

  private PreparedStatement statement(Handle handle, String sql) throws SQLException {
    PreparedStatement known = prepared.get(sql);
    if (known == null) {
      known = handle.getConnection().prepareStatement(sql);
      prepared.put(sql, known);
    }
    return known;
  }
}
