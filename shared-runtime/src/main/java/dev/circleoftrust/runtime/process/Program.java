package dev.circleoftrust.runtime.process;

import java.util.ArrayList;
import java.util.List;

/**
 * A program as it is called from outside.
 *
 * @param name names its log file, and itself in what it prints
 * @param arguments what it takes beside {@link Arguments#FOLDER} and {@link Arguments#LOG}
 * @param start what it is made of
 */
public record Program(String name, List<Argument> arguments, Start start) {
  /** Puts a process together. */
  @FunctionalInterface
  public interface Start {
    /**
     * Starts the parts, each given to {@link Application#owns} as soon as it exists, and ends with
     * {@link Application#ready}.
     *
     * @throws ConfigurationException if the process cannot start as it was asked to
     */
    void with(Application application) throws Exception;
  }

  public Program {
    var all = new ArrayList<>(List.of(Arguments.FOLDER));
    all.addAll(arguments);
    all.add(Arguments.LOG);
    arguments = List.copyOf(all);
  }

  /**
   * Runs the program until it is told to stop, as its {@code main} method does. Ends the Java
   * platform: 0 after {@code --help}, 2 where it cannot start as it was asked to, 1 where it fails.
   *
   * <p>Start Java with {@code -XX:+ExitOnOutOfMemoryError}: a hostile broker can make the Kafka
   * client allocate more than there is, and a process that has lost a thread to that is none.
   */
  public void main(String... args) {
    Application.run(this, args);
  }
}
