package dev.circleoftrust.simulator.load.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a run took place.
 *
 * @param machine the machine
 * @param processes which took part, and what their Java machines were told
 * @param commit of the sources that they were built from
 * @param began when the run began, in microseconds since 1970
 * @param ended when it ended
 */
public record Surroundings(
    Machine machine, List<Member> processes, String commit, long began, long ended) {
  private static final double MICROS_A_SECOND = 1e6;
  private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");
  private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal:\\s*([0-9]+) kB$");
  private static final long PATIENCE_SECONDS = 5;
  private static final int KIB = 1 << 10;

  /**
   * The machine.
   *
   * @param cores that this process may use
   * @param cpu its name; {@code unknown} where the operating system does not tell
   * @param memoryMiB 0 where the operating system does not tell
   */
  public record Machine(int cores, String cpu, long memoryMiB, String os, String java) {
    /** This one. */
    public static Machine here() {
      return new Machine(
          Runtime.getRuntime().availableProcessors(),
          found(MODEL, "/proc/cpuinfo").orElse("unknown"),
          found(MEMORY, "/proc/meminfo").map(Long::parseLong).orElse(0L) / KIB,
          "%s %s %s"
              .formatted(
                  System.getProperty("os.name"),
                  System.getProperty("os.version"),
                  System.getProperty("os.arch")),
          "%s (%s)"
              .formatted(
                  System.getProperty("java.runtime.version"), System.getProperty("java.vendor")));
    }
  }

  /**
   * A process.
   *
   * @param name what it is called
   * @param role what it does
   * @param pid its process id
   * @param options what its Java machine was told
   */
  public record Member(String name, String role, long pid, List<String> options) {
    public Member {
      options = List.copyOf(options);
    }
  }

  public Surroundings {
    processes = List.copyOf(processes);
  }

  /** How long the run took, in seconds. */
  public double seconds() {
    return (ended - began) / MICROS_A_SECOND;
  }

  /** The commit of the checkout that holds {@code folder}; {@code unknown} where it is in none. */
  public static String commitOf(Path folder) {
    try {
      Process git =
          new ProcessBuilder("git", "-C", folder.toString(), "rev-parse", "HEAD")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        git.destroyForcibly();
        return "unknown";
      }
      String commit = git.inputReader().readLine();
      return git.exitValue() == 0 && commit != null ? commit : "unknown";
    } catch (IOException _) {
      return "unknown"; // no git here
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  private static Optional<String> found(Pattern pattern, String file) {
    try {
      Matcher matcher = pattern.matcher(Files.readString(Path.of(file)));
      return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
