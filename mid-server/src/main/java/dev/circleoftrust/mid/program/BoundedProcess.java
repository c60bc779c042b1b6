package dev.circleoftrust.mid.program;

import dev.circleoftrust.wire.Bytes;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs one program of this host: an argument vector that no shell reads, nothing of this process's
 * environment, a limit of time and a limit of output. Immutable, and safe for several threads.
 *
 * <p>At the end of its time the program and all that descends from it is killed. What has detached
 * itself from its parent before then is not found.
 *
 * @param vector the program's absolute path, and its arguments
 * @param input what it can read
 * @param limits its bounds
 */
public record BoundedProcess(List<String> vector, Bytes input, Limits limits) {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "LANG", "C.UTF-8");

  /** How long output is still read that a program left behind when it ended. */
  private static final Duration GRACE = Duration.ofMillis(500);

  /**
   * The bounds of a program.
   *
   * @param time how long it may run
   * @param output how many bytes of each of its outputs are kept; the rest is read and forgotten
   */
  public record Limits(Duration time, int output) {}

  /** How it ended. */
  public sealed interface Ending {
    /**
     * By itself.
     *
     * @param code its exit code
     * @param output what it said
     * @param errors what it said on its second output
     */
    record Exited(int code, Captured output, Captured errors) implements Ending {}

    /** It was killed at the end of its time. */
    record OutOfTime() implements Ending {}

    /**
     * It never began.
     *
     * @param problem what the operating system says
     */
    record NotStarted(String problem) implements Ending {}
  }

  /**
   * An output of a program.
   *
   * @param bytes its beginning
   * @param leftOut how many bytes more there were
   */
  public record Captured(Bytes bytes, long leftOut) {}

  public BoundedProcess {
    vector = List.copyOf(vector);
  }

  /**
   * Runs it to its end.
   *
   * @throws InterruptedException if this thread is interrupted; the program is killed
   */
  public Ending run() throws InterruptedException {
    Process process;
    try {
      process = start();
    } catch (IOException e) {
      return new Ending.NotStarted(String.valueOf(e.getMessage()));
    }
    try {
      return await(process);
    } finally {
      kill(process);
    }
  }

  private Process start() throws IOException {
    var builder = new ProcessBuilder(vector).directory(new File("/")); // nobody's own folder
    builder.environment().clear();
    builder.environment().putAll(ENVIRONMENT);
    return builder.start();
  }

  private Ending await(Process process) throws InterruptedException {
    OutputCapture output = OutputCapture.of(process.getInputStream(), limits.output());
    OutputCapture errors = OutputCapture.of(process.getErrorStream(), limits.output());
    Thread.ofPlatform().daemon().name("program-input").start(() -> feed(process));
    if (!process.waitFor(limits.time().toMillis(), TimeUnit.MILLISECONDS)) {
      return new Ending.OutOfTime();
    }
    return new Ending.Exited(process.exitValue(), output.await(GRACE), errors.await(GRACE));
  }

  private void feed(Process process) {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.toByteArray());
    } catch (IOException _) {
      // It does not read, which is its own affair.
    }
  }

  private static void kill(Process process) {
    List<ProcessHandle> family = process.descendants().toList(); // while their parent still lives
    process.destroyForcibly();
    for (ProcessHandle member : family) {
      member.descendants().forEach(ProcessHandle::destroyForcibly);
      member.destroyForcibly();
    }
  }
}
