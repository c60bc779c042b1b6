package dev.circleoftrust.benchmarks.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A folder for the files that a tool of Kafka's is given; it is removed with them. */
final class ToolFolder implements AutoCloseable {
  private final Path folder;
  private final List<Path> files = new ArrayList<>();

  ToolFolder() throws IOException {
    folder = Files.createTempDirectory("measured");
  }

  Path write(String name, List<String> lines) throws IOException {
    Path file = folder.resolve(name);
    files.add(file);
    return Files.write(file, lines, UTF_8);
  }

  Path properties(Map<String, String> properties) throws IOException {
    return write(
        "properties",
        properties.entrySet().stream().map(p -> p.getKey() + "=" + p.getValue()).toList());
  }

  @Override
  public void close() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.delete(folder);
  }
}
