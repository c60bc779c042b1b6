package dev.circleoftrust.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The packaged broker as a child of the test, started the way a user's process would start it.
 *
 * @param process the child
 * @param errors the file that its standard error goes to
 */
record BrokerProcess(Process process, Path errors) implements AutoCloseable {
  private static final long PATIENCE = 60;

  static BrokerProcess start(Path errors, String... arguments) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String jar = Path.of(System.getProperty("dist"), "embedded-broker.jar").toString();
    List<String> launch =
        List.of(java, "-Xmx512m", "--sun-misc-unsafe-memory-access=allow", "-jar", jar);
    Process process =
        new ProcessBuilder(Stream.concat(launch.stream(), Stream.of(arguments)).toList())
            .redirectError(errors.toFile())
            .start();
    return new BrokerProcess(process, errors);
  }

  /** Waits for the line that says where it listens; ends with the child if it never comes. */
  String awaitAddress() throws IOException {
    var output = new BufferedReader(process.inputReader(UTF_8));
    String line = output.readLine();
    if (line == null || !line.startsWith("READY ")) {
      throw new AssertionError("not ready: " + line + " " + Files.readString(errors));
    }
    return line.substring("READY ".length());
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
      throw new AssertionError("still running after " + PATIENCE + " s");
    }
    return process.exitValue();
  }

  void signal(String name) throws Exception {
    int status =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (status != 0) {
      throw new AssertionError("kill answered " + status);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
