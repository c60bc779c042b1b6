package dev.circleoftrust.runtime.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/** Opens connections to one SQLite file, all with the same promises about durability. */
final class SqliteConnections {
  /** How long a statement waits while another program holds the file. */
  static final Duration BUSY_TIMEOUT = Duration.ofSeconds(10);

  private final String url;

  SqliteConnections(Path file) {
    this.url = "jdbc:sqlite:" + file.toAbsolutePath();
  }

  /** The connection that writes. A transaction takes the write lock when it begins, not later. */
  Handle writer() throws SQLException {
    SQLiteConfig config = config();
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    return Jdbi.open(config.createConnection(url));
  }

  /** A connection that sees a snapshot and cannot write. */
  Handle reader() throws SQLException {
    SQLiteConfig config = config();
    config.setTransactionMode(TransactionMode.DEFERRED);
    Connection connection = config.createConnection(url);
    try (var statement = connection.createStatement()) {
      var _ = statement.execute("PRAGMA query_only = ON");
    }
    return Jdbi.open(connection);
  }

  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
    config.setJournalMode(JournalMode.WAL);
    // In WAL mode anything less may lose the last commits when the power fails.
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    return config;
  }
}
