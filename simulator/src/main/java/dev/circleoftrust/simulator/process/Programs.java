package dev.circleoftrust.simulator.process;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs of the project, ready for {@code java -jar}.
 *
 * @param jars the folder in which they stand side by side
 * @param jvmOptions what each Java machine is told
 */
public record Programs(Path jars, List<String> jvmOptions) {
  /**
   * Small and quick to start: enough for a demonstration on two cores. The second compiler stays
   * on: without it RSA keys take minutes to make.
   */
  private static final List<String> SMALL =
      List.of(
          "-XX:+ExitOnOutOfMemoryError", // a hostile broker can make a client allocate gigabytes
          "-XX:+UseSerialGC",
          "-Xshare:auto",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /** For a program that is measured: a collector for throughput, and all compilers. */
  private static final List<String> SIZED =
      List.of(
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:+UseParallelGC",
          "-XX:MetaspaceSize=128m", // else classes that are loaded cause collections of everything
          "-Xshare:auto",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  public Programs {
    jvmOptions = List.copyOf(jvmOptions);
  }

  /**
   * Those that stand beside the jar file that this class was loaded from.
   *
   * @throws IllegalStateException if it was loaded from no jar file and the system property {@code
   *     dist} names no folder either
   */
  public static Programs besideThis() {
    return new Programs(folder(), SMALL);
  }

  /** The same programs in Java machines that are sized as for a server. */
  public Programs sized() {
    return new Programs(jars, SIZED);
  }

  /** The same programs in Java machines that are told {@code more} besides. */
  public Programs with(List<String> more) {
    var options = new ArrayList<>(jvmOptions);
    options.addAll(more);
    return new Programs(jars, options);
  }

  /**
   * The command that runs a program.
   *
   * @param jar the name of its jar file
   * @param heap the most memory that its objects may take, in MiB
   */
  public List<String> command(String jar, int heap, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx%dm".formatted(heap));
    command.addAll(jvmOptions);
    command.add("-jar");
    command.add(jars.resolve(jar).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static Path folder() {
    try {
      Path here =
          Path.of(Programs.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isRegularFile(here)) {
        return here.resolveSibling("").toAbsolutePath();
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException("this program's own place is no path", e);
    }
    String dist = System.getProperty("dist");
    if (dist == null) {
      throw new IllegalStateException("run ./circle, or name the folder of the jars with -Ddist");
    }
    return Path.of(dist);
  }
}
