package dev.circleoftrust.mid.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

/**
 * The MID Server's own folder, which no probe may open: no message of any kind changes its boot
 * file, memory or pin.
 *
 * @param folder the folder
 */
public record OwnFiles(Path folder) {
  /**
   * True where {@code file}, which exists, is in the folder, or is one of its files under another
   * name.
   *
   * @throws IOException if that cannot be found out
   */
  boolean contain(Path file) throws IOException {
    if (file.toRealPath().startsWith(folder.toRealPath())) {
      return true;
    }
    try (var own = Files.walk(folder)) {
      for (Iterator<Path> each = own.filter(Files::isRegularFile).iterator(); each.hasNext(); ) {
        if (Files.isSameFile(each.next(), file)) {
          return true;
        }
      }
      return false;
    }
  }
}
