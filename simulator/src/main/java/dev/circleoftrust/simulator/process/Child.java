package dev.circleoftrust.simulator.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that this one started. Its standard error goes to a file in its log folder. Safe for
 * any number of threads.
 */
public final class Child implements AutoCloseable {
  private static final String READY = "READY ";
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Launch launch;
  private final Path errors;
  private final Process process;
  private final CompletableFuture<String> address = new CompletableFuture<>();

  private Child(Launch launch, Path errors, Process process) {
    this.launch = launch;
    this.errors = errors;
    this.process = process;
  }

  /**
   * Starts a process and returns at once.
   *
   * @throws ChildFailedException if the operating system refuses
   */
  public static Child start(Launch launch) {
    Path errors = launch.logs().resolve(launch.name() + ".err");
    try {
      if (!Files.exists(launch.logs())) {
        Files.createDirectory(launch.logs(), OWNER_ONLY);
      }
      Process process =
          new ProcessBuilder(launch.command())
              .directory(launch.folder().toFile())
              .redirectError(errors.toFile())
              .start();
      var child = new Child(launch, errors, process);
      // not virtual: reading a pipe occupies the thread below, and there are only as many as cores
      Thread.ofPlatform().daemon().name(launch.name() + "-output").start(child::readOutput);
      return child;
    } catch (IOException e) {
      throw new ChildFailedException(
          "%s cannot be started: %s".formatted(launch.name(), e.getMessage()), e);
    }
  }

  /**
   * Waits until the process says that it serves.
   *
   * @return the address that it named
   * @throws ChildFailedException if it ended instead, or said nothing within {@code bound}
   */
  public String awaitReady(Duration bound) {
    try {
      return address.get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw failed("was not ready within %d s".formatted(bound.toSeconds()));
    } catch (ExecutionException _) {
      throw failed(
          awaitExit(launch.grace()) ? "ended with status " + process.exitValue() : "fell silent");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChildFailedException("interrupted while waiting for " + launch.name(), e);
    }
  }

  /** What people call it. */
  public String name() {
    return launch.name();
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** The process as the operating system sees it. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completed when it has ended, with how it ended and what it wrote last. */
  public CompletableFuture<String> ended() {
    return process.onExit().thenApply(ended -> words("ended with status " + ended.exitValue()));
  }

  /** Asks the process to end, waits, and kills it where it does not. Twice does no harm. */
  @Override
  public void close() {
    ask();
    if (!awaitExit(launch.grace())) {
      process.destroyForcibly();
      var _ = awaitExit(launch.grace());
    }
  }

  /** Kills the process without warning, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    if (!awaitExit(launch.grace())) {
      throw failed("was killed and is not gone");
    }
  }

  /**
   * Sends a signal of the operating system.
   *
   * @param signal such as {@code STOP}
   */
  public void signal(String signal) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start();
      if (!kill.waitFor(launch.grace().toMillis(), TimeUnit.MILLISECONDS)) {
        kill.destroyForcibly();
      }
    } catch (IOException e) {
      throw new ChildFailedException("no signal can be sent to " + name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChildFailedException("interrupted while signalling " + name(), e);
    }
  }

  /** Whether it is asked to end by a signal. */
  boolean endsBySignal() {
    return launch.ending() == Launch.Ending.SIGNAL;
  }

  /** Asks the process to end and returns at once. */
  public void ask() {
    switch (launch.ending()) {
      case SIGNAL -> process.destroy();
      case END_OF_INPUT -> {
        try {
          process.getOutputStream().close();
        } catch (IOException _) {
          process.destroy(); // the pipe is broken where the process is ending already
        }
      }
    }
  }

  private boolean awaitExit(Duration bound) {
    boolean interrupted = Thread.interrupted(); // it must be gone also when we are in a hurry
    try {
      return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      interrupted = true;
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** To the end, so that a process that writes more than a line is not stopped by a full pipe. */
  private void readOutput() {
    try (BufferedReader output = process.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(READY)) {
          address.complete(line.substring(line.lastIndexOf(' ') + 1));
        }
      }
      address.completeExceptionally(new EOFException("no more output")); // if it was not ready
    } catch (IOException e) {
      address.completeExceptionally(e);
    }
  }

  private ChildFailedException failed(String how) {
    return new ChildFailedException(words(how));
  }

  private String words(String how) {
    return "%s (process %d) %s; %s"
        .formatted(name(), pid(), how, LastWords.of(errors, launch.logs()));
  }
}
