package dev.circleoftrust.simulator.circle;

import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The data folder of a circle, mode 700, held by one {@code up} or {@code demo} at a time. Each
 * process has a folder of its own in it:
 *
 * <pre>
 * broker/  trusted/  production/  mid-1/  mid-2/ ...   payroll/   databases that stand for a company's own
 * circle.json    ports, and the circle once it is established
 * running.json   the processes that run now, while they do
 * </pre>
 */
public final class CircleFolder implements AutoCloseable {
  private static final String SETTINGS = "circle.json";
  private static final int MAX_FILE = 64 << 10;

  private final PrivateFolder folder;

  private CircleFolder(PrivateFolder folder) {
    this.folder = folder;
  }

  /**
   * Opens the folder, makes it where it is missing, and holds it.
   *
   * @throws ConfigurationException if it is in use, or is not this user's alone
   */
  public static CircleFolder open(Path path) {
    return new CircleFolder(PrivateFolder.open(path));
  }

  /** Where it is. */
  public Path path() {
    return folder.path();
  }

  /** The own folder of a process, or of a database; made where it is missing. */
  public Path of(String name) {
    return folder.folder(name);
  }

  /** What was remembered, or the settings of a new circle. */
  public CircleSettings settings() {
    return folder.read(SETTINGS, MAX_FILE).map(this::parse).orElseGet(CircleSettings::fresh);
  }

  /** Remembers settings. */
  public void remember(CircleSettings settings) {
    folder.write(SETTINGS, settings.encode());
  }

  /** Tells other commands what runs. */
  public void announce(Running running) {
    folder.write(Running.FILE, running.encode());
  }

  /** Nothing runs any more. */
  public void retract() {
    try {
      Files.deleteIfExists(folder.file(Running.FILE));
    } catch (IOException e) {
      throw new ConfigurationException("cannot remove " + folder.file(Running.FILE), e);
    }
  }

  /** Removes what an earlier start made that never established a circle. */
  public void clear(List<String> names) {
    for (String name : names) {
      remove(folder.file(name));
    }
  }

  /** Lets another command have the folder. */
  @Override
  public void close() {
    folder.close();
  }

  /** Removes a folder and all that is in it; symbolic links are not followed. */
  public static void remove(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new ConfigurationException("cannot remove %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private CircleSettings parse(Bytes json) {
    try {
      return CircleSettings.parse(StrictJson.parse(json, MAX_FILE));
    } catch (MalformedException e) {
      throw new ConfigurationException(
          "%s is damaged (%s): restore it, or choose another folder"
              .formatted(folder.file(SETTINGS), e.getMessage()),
          e);
    }
  }
}
