package dev.circleoftrust.runtime.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The file beside a database into which SQLite commits first. It passes over one that it cannot
 * read, and with it over every commit in there: here that is damage.
 */
final class WriteAheadLog {
  /** The first four bytes but for the last bit, by SQLite's file format, section 4.1. */
  private static final int MAGIC = 0x377f0682;

  private WriteAheadLog() {}

  /** Refuses a log that SQLite would pass over as a whole. */
  static void requireWhole(Path database) {
    Path log = database.resolveSibling(database.getFileName() + "-wal");
    try (var in = Files.newInputStream(log)) {
      byte[] head = in.readNBytes(Integer.BYTES);
      if (head.length > 0
          && (head.length < Integer.BYTES || (ByteBuffer.wrap(head).getInt() & ~1) != MAGIC)) {
        throw StoreException.damaged(log.getFileName() + " is not what the store has written");
      }
    } catch (NoSuchFileException _) {
      // The process before this one has closed the database.
    } catch (IOException e) {
      throw new StoreException("cannot read " + log, e);
    }
  }
}
