package dev.circleoftrust.mid.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteOpenMode;

/**
 * SQLite databases: files of this host, so a connection URL could name any file that the MID Server
 * itself can open, its own memory among them.
 */
final class SqliteTarget {
  private static final String PREFIX = "jdbc:sqlite:";
  private static final int BUSY_MILLIS = 10_000;

  /** The longest value that a query may read or make, in bytes. */
  private static final int MAX_VALUE_SIZE = 4 << 20;

  private SqliteTarget() {}

  /** The driver itself ignores case. */
  static boolean isOne(String url) {
    return url.toLowerCase(Locale.ROOT).startsWith(PREFIX);
  }

  /**
   * The properties under which one existing database can be read and written, and nothing else: no
   * file is made, and no statement attaches or writes another.
   */
  static Properties restricted(String url, OwnFiles ownFiles) throws TargetRefusedException {
    String place = url.substring(PREFIX.length());
    if (!place.isEmpty() && !place.equals(":memory:")) {
      requireForeignFile(place, ownFiles);
    }
    var properties = new Properties();
    properties.setProperty(
        Pragma.OPEN_MODE.getPragmaName(), Integer.toString(SQLiteOpenMode.READWRITE.flag));
    properties.setProperty(Pragma.LIMIT_ATTACHED.getPragmaName(), "0");
    properties.setProperty(Pragma.LIMIT_LENGTH.getPragmaName(), Integer.toString(MAX_VALUE_SIZE));
    properties.setProperty(Pragma.BUSY_TIMEOUT.getPragmaName(), Integer.toString(BUSY_MILLIS));
    return properties;
  }

  private static void requireForeignFile(String place, OwnFiles ownFiles)
      throws TargetRefusedException {
    // SQLite's own URIs, the driver's resources and its options after a question mark.
    if (place.startsWith(":")
        || place.toLowerCase(Locale.ROOT).startsWith("file:")
        || place.contains("?")) {
      throw new TargetRefusedException(
          "a SQLite connection URL is jdbc:sqlite: and the path of a file, without options");
    }
    try {
      Path file = Path.of(place);
      if (!Files.isRegularFile(file)) {
        throw new TargetRefusedException("there is no such SQLite database on this host");
      }
      if (ownFiles.contain(file)) {
        throw new TargetRefusedException("the MID Server's own files are no data source");
      }
    } catch (IOException | InvalidPathException _) {
      throw new TargetRefusedException("the path of the SQLite database cannot be looked at");
    }
  }
}
