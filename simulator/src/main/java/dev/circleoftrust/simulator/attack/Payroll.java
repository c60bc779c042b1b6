package dev.circleoftrust.simulator.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The database that stands for a company's own, on the host of a MID Server: twelve rows of one
 * department.
 *
 * @param file where it is
 */
public record Payroll(Path file) {
  /** How many rows there are. */
  public static final int ROWS = 12;

  /** The department that all of them are of. */
  public static final String DEPARTMENT = "sales";

  private static final List<String> PEOPLE =
      List.of(
          "Abel", "Bea", "Carl", "Dora", "Emil", "Flora", "Gustav", "Hedda", "Ivo", "Jana", "Kurt",
          "Lena");

  /** Makes the file where it is missing, and fills it. */
  public static Payroll create(Path file) {
    var payroll = new Payroll(file);
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot make " + file, e);
    }
    payroll.restore();
    return payroll;
  }

  /** The JDBC URL under which the MID Server's host knows it. */
  public String url() {
    return "jdbc:sqlite:" + file;
  }

  /** How many rows there are now. */
  public int count() {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM payroll")) {
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }

  /** Puts the twelve rows back. */
  public void restore() {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS payroll (name TEXT, department TEXT, salary INTEGER)");
      connection.setAutoCommit(false);
      statement.executeUpdate("DELETE FROM payroll");
      insert(connection);
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot fill " + file, e);
    }
  }

  private static void insert(Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO payroll VALUES (?, ?, ?)")) {
      for (int i = 0; i < ROWS; i++) {
        insert.setString(1, PEOPLE.get(i));
        insert.setString(2, DEPARTMENT);
        insert.setInt(3, 3_000 + 100 * i);
        insert.executeUpdate();
      }
    }
  }
}
