package dev.circleoftrust.runtime.store;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/**
 * The SQL store cannot do what was asked: the file is damaged, locked by another program, full, or
 * of a newer version. The message names tables and columns, never their values.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Remedy remedy;

  /** What helps, if anything does. */
  public enum Remedy {
    /** Room on the disk. Nothing was changed; the same call may succeed later. */
    MAKE_ROOM,
    /** A disk that can be written and read again. The same call may succeed later. */
    MEND_DISK,
    /** A whole file in place of this one: it is not what the store has written. */
    RESTORE,
    /** Nothing that this vocabulary knows of. */
    NONE
  }

  /** What is wrong, as a lower-case fact. */
  public StoreException(String message) {
    super(message);
    this.remedy = Remedy.NONE;
  }

  /** What is wrong, as a lower-case fact, and how it came to light. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
    this.remedy = cause instanceof SQLException sql ? remedy(sql) : Remedy.NONE;
  }

  /** The driver refused; its message names no values. */
  static StoreException refused(SQLException e) {
    return new StoreException("the store refused: " + e.getMessage(), e);
  }

  /** What is wrong with a file, which only another one mends. */
  static StoreException damaged(String message) {
    return new StoreException(message, Remedy.RESTORE);
  }

  private StoreException(String message, Remedy remedy) {
    super(message);
    this.remedy = remedy;
  }

  /** What helps. */
  public Remedy remedy() {
    return remedy;
  }

  /** True where it may pass by itself, so that it is worth trying again. */
  public boolean mayPass() {
    return remedy == Remedy.MAKE_ROOM || remedy == Remedy.MEND_DISK;
  }

  private static Remedy remedy(SQLException e) {
    return switch (SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff)) {
      case SQLITE_FULL -> Remedy.MAKE_ROOM;
      case SQLITE_IOERR -> Remedy.MEND_DISK;
      case SQLITE_CORRUPT, SQLITE_NOTADB -> Remedy.RESTORE;
      default -> Remedy.NONE;
    };
  }
}
