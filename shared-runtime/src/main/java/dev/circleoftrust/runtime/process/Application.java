package dev.circleoftrust.runtime.process;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process from its start to its end. It owns its parts and closes them in reverse order, each
 * within {@link Parts#PATIENCE}, when it is told to stop (SIGTERM, SIGINT) or cannot go on.
 *
 * <p>On its standard output a process prints one line, once it serves: {@code READY <name> <uri>}.
 * Everything else goes to its log file.
 */
public final class Application {
  private static final Logger LOGGER = LoggerFactory.getLogger(Application.class);
  private static final int FAILED = 1;
  private static final int CANNOT_START = 2;

  private final Arguments arguments;
  private final PrivateFolder folder;
  private final Parts parts = new Parts();
  private final CountDownLatch failed = new CountDownLatch(1);

  private Application(Arguments arguments, PrivateFolder folder) {
    this.arguments = arguments;
    this.folder = folder;
  }

  static void run(Program program, String... args) {
    Optional<String> usage = Arguments.usage(program.name(), program.arguments(), args);
    if (usage.isPresent()) {
      System.out.print(usage.get());
      return;
    }
    try {
      var arguments = Arguments.parse(program.arguments(), args);
      var form = LogFile.Form.of(arguments.text(Arguments.LOG));
      var folder = PrivateFolder.open(arguments.path(Arguments.FOLDER));
      Path log = LogFile.open(folder.folder("logs"), program.name(), form);
      var application = new Application(arguments, folder);
      application.live(program, log);
    } catch (ConfigurationException e) {
      refuse(program, e);
    }
  }

  private void live(Program program, Path log) {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> fail("the thread %s died".formatted(thread.getName()), e));
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
    try {
      MemoryGuard.warnIfAbsent();
      program.start().with(this);
      failed.await(); // the parts have threads of their own; this one waits for the worst
    } catch (ConfigurationException e) {
      LOGGER.atError().setCause(e).log("cannot start");
      refuse(program, e);
    } catch (Exception e) {
      if (parts.isClosed()) {
        LOGGER.atInfo().log("stopped while it started");
        return; // what fails then fails for that
      }
      LOGGER.atError().setCause(e).log("cannot start");
      System.err.printf("%s: cannot start: %s; see %s%n", program.name(), reason(e), log);
    }
    System.exit(FAILED);
  }

  /** What the process was started with. */
  public Arguments arguments() {
    return arguments;
  }

  /** Where it keeps all that it has. */
  public PrivateFolder folder() {
    return folder;
  }

  /**
   * Makes {@code part} the application's own: it is closed before those that it was given before.
   */
  public <T extends AutoCloseable> T owns(T part) {
    parts.add(part);
    return part;
  }

  /** Writes into the log from now on what is of {@code level} or graver. */
  public void log(LogLevel level) {
    LogFile.set(level);
  }

  /** Tells whoever started the process that it serves. */
  public void ready(String name, URI uri) {
    LOGGER.atInfo().addKeyValue("name", name).addKeyValue("uri", uri).log("ready");
    System.out.printf("READY %s %s%n", name, uri);
    System.out.flush();
  }

  /** Ends the process, which cannot do its work any more. A new start may. */
  public void fail(String what, Throwable cause) {
    LOGGER.atError().setCause(cause).log(what);
    failed.countDown();
  }

  private void stop() {
    LOGGER.atInfo().log("stopping");
    parts.close();
    folder.close();
    LOGGER.atInfo().log("stopped");
  }

  private static void refuse(Program program, ConfigurationException e) {
    System.err.printf("%s: %s%n", program.name(), reason(e));
    System.exit(CANNOT_START);
  }

  private static String reason(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}+", " ");
  }
}
