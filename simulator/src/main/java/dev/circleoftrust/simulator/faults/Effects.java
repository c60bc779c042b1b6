package dev.circleoftrust.simulator.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * A database that rows have their effects in: two tables without a unique key, so that an effect
 * that happens twice is there twice.
 *
 * @param file where it is
 */
record Effects(Path file) {
  /** Makes the file. */
  static Effects create(Path file) {
    var effects = new Effects(file);
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (IOException e) {
      throw new IllegalStateException("cannot make " + file, e);
    }
    try (Connection connection = DriverManager.getConnection(effects.url());
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL"); // those who read do not wait for who writes
      statement.execute("CREATE TABLE once (sys_id TEXT, counted INTEGER)");
      statement.execute("CREATE TABLE repeatable (sys_id TEXT, counted INTEGER)");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot fill " + file, e);
    }
    return effects;
  }

  /** The JDBC URL under which the MID Server's host knows it. */
  String url() {
    return "jdbc:sqlite:" + file;
  }

  /** How many effects each row had on {@code table}; none stands for none. */
  Map<String, Integer> of(String table) {
    var counts = new HashMap<String, Integer>();
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT sys_id, count(*) FROM " + table + " GROUP BY sys_id")) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getInt(2));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
    return counts;
  }
}
