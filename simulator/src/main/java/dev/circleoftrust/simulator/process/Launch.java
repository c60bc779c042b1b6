package dev.circleoftrust.simulator.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a process is started.
 *
 * @param name what people call it
 * @param folder its own folder and working directory, which exists
 * @param command the program and its arguments
 * @param ending how it is asked to end
 * @param grace how long it may take to end before it is killed
 */
public record Launch(
    String name, Path folder, List<String> command, Ending ending, Duration grace) {
  /** How a process is asked to end. */
  public enum Ending {
    /** By the end of its standard input. */
    END_OF_INPUT,
    /** By SIGTERM. */
    SIGNAL
  }

  private static final Duration GRACE = Duration.ofSeconds(10);

  public Launch {
    command = List.copyOf(command);
  }

  /** A process that may take ten seconds to end. */
  public Launch(String name, Path folder, List<String> command, Ending ending) {
    this(name, folder, command, ending, GRACE);
  }

  /** The folder that it writes its log files to; made where it is missing. */
  Path logs() {
    return folder.resolve("logs");
  }
}
