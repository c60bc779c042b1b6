package dev.circleoftrust.simulator.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a process wrote last, for the person who wonders why it ended. */
final class LastWords {
  private static final int LINES = 8;
  private static final int MAX_BYTES = 8 << 10;

  private LastWords() {}

  /**
   * The last lines of {@code errors}, or where it is empty of the newest log file.
   *
   * @return each line indented, or a sentence where there is none; never throws
   */
  static String of(Path errors, Path logs) {
    try {
      List<String> said = tail(errors);
      if (said.isEmpty()) {
        Optional<Path> newest = newest(logs);
        said = newest.isPresent() ? tail(newest.get()) : List.of();
      }
      return said.isEmpty() ? "it wrote nothing" : "it wrote last:\n  " + String.join("\n  ", said);
    } catch (IOException e) {
      return "what it wrote cannot be read: " + e.getMessage();
    }
  }

  private static Optional<Path> newest(Path logs) throws IOException {
    if (!Files.isDirectory(logs)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(logs)) {
      // Two files may have one time: the clock of a file system ticks slowly.
      return files.filter(LastWords::holdsWords).max(Comparator.comparing(LastWords::modified));
    }
  }

  private static boolean holdsWords(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) > 0;
    } catch (IOException _) {
      return false; // gone since it was listed
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException _) {
      return FileTime.fromMillis(0); // gone since it was listed
    }
  }

  private static List<String> tail(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(Math.max(0, in.length() - MAX_BYTES));
      byte[] end = new byte[(int) (in.length() - in.getFilePointer())];
      in.readFully(end);
      List<String> lines = new String(end, UTF_8).lines().filter(line -> !line.isBlank()).toList();
      return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    }
  }
}
