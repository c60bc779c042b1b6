package dev.circleoftrust.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one broker: Kafka's logs in {@code kafka}, what the broker says in {@code
 * broker.log}.
 *
 * @param path absolute, and without a comma, which Kafka would take for the end of the path
 */
record BrokerFolder(Path path) {
  BrokerFolder {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("path of the broker is not absolute: " + path);
    }
    if (path.toString().contains(",")) {
      throw new BrokerStartException("a broker's folder must have no comma in its path: " + path);
    }
  }

  static BrokerFolder of(Path path) {
    return new BrokerFolder(path.toAbsolutePath().normalize());
  }

  Path logs() {
    return path.resolve("kafka");
  }

  Path diary() {
    return path.resolve("broker.log");
  }

  /**
   * Formats a new folder; leaves a formatted one as it is, with its cluster id.
   *
   * @throws BrokerStartException if another broker runs on this folder, in whatever process
   */
  void prepare(int nodeId, String controllerListener) {
    try {
      Files.createDirectories(logs());
      refuseIfLocked();
      format(nodeId, controllerListener);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void format(int nodeId, String controllerListener) throws IOException {
    var formatter =
        new Formatter()
            .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
            .setNodeId(nodeId)
            .setClusterId(clusterId())
            .setControllerListenerName(controllerListener)
            .setDirectories(List.of(logs().toString()))
            .setMetadataLogDirectory(logs().toString())
            .setIgnoreFormatted(true);
    try {
      formatter.run();
    } catch (Exception e) { // no narrower type is declared
      throw BrokerStartException.causedBy(e);
    }
  }

  /** Kafka takes this same lock a moment later, and words its refusal for its own developers. */
  private void refuseIfLocked() throws IOException {
    try (FileChannel channel = FileChannel.open(logs().resolve(".lock"), CREATE, WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw inUse(null);
      }
    } catch (OverlappingFileLockException e) {
      throw inUse(e);
    }
  }

  private BrokerStartException inUse(@Nullable Throwable cause) {
    return new BrokerStartException("another broker runs on " + path, cause);
  }

  private String clusterId() throws IOException {
    Path file = logs().resolve("meta.properties");
    if (!Files.exists(file)) {
      return Uuid.randomUuid().toString();
    }
    var known = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      known.load(reader);
    }
    String id = known.getProperty("cluster.id");
    if (id == null) {
      throw new BrokerStartException("no cluster.id in " + file);
    }
    return id;
  }
}
