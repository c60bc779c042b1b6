package dev.circleoftrust.simulator.load.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that measures and prints a line of JSON for each figure. For one thread. */
final class BaselineProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(150);
  private static final int MAX_ANSWER = 64 << 10;

  private final Process process;
  private final Path errors;
  private final Thread hook;

  /** What it printed; empty at the end. */
  private final BlockingQueue<Optional<String>> printed = new LinkedBlockingQueue<>();

  private BaselineProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.hook = new Thread(process::destroyForcibly, "end-baselines");
  }

  /**
   * Starts it; it ends with this process.
   *
   * @param folder for what it writes to standard error
   */
  static BaselineProcess start(Iterable<String> command, Path folder) {
    Path errors = folder.resolve("baselines.err");
    var builder = new ProcessBuilder().redirectError(errors.toFile());
    command.forEach(builder.command()::add);
    try {
      var baselines = new BaselineProcess(builder.start(), errors);
      Runtime.getRuntime().addShutdownHook(baselines.hook);
      // not virtual: reading a pipe occupies the thread below
      Thread.ofPlatform().daemon().name("baselines-output").start(baselines::readOutput);
      return baselines;
    } catch (IOException e) {
      throw new UncheckedIOException("the baselines cannot be started", e);
    }
  }

  /**
   * Waits for the next figure.
   *
   * @param name what is measured
   * @throws RefusedException if it is not what the process measured next, or nothing comes
   */
  JsonNode answer(String name) throws RefusedException, InterruptedException {
    Optional<String> line = printed.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (line == null) {
      throw failed(name, "it took longer than %d s".formatted(PATIENCE.toSeconds()));
    }
    try {
      JsonNode json =
          StrictJson.parse(Bytes.ofUtf8(line.orElseThrow(() -> failed(name, why()))), MAX_ANSWER);
      if (!json.path("name").asText().equals(name)) {
        throw failed(name, "another was measured");
      }
      return json;
    } catch (MalformedException e) {
      throw failed(name, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // everything is ending, and the hook runs
    }
  }

  private void readOutput() {
    try (BufferedReader output = process.inputReader(UTF_8)) {
      output.lines().map(Optional::of).forEach(printed::add);
    } catch (IOException | UncheckedIOException _) {
      // the same as its end: what is missing is missed
    }
    printed.add(Optional.empty());
  }

  private String why() {
    try {
      return Files.readString(errors, UTF_8).lines().reduce("it ended", (_, line) -> line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RefusedException failed(String name, String why) {
    return new RefusedException(
        "the baseline %s could not be measured: %s".formatted(name, why), "not-measured");
  }
}
