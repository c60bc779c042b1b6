package dev.circleoftrust.runtime.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends everything that a process logs to {@code NAME.log}, and nothing to its console. At most 14
 * days and 200 MB are kept. One event is one line, whatever its values hold, and as text a stack
 * trace after it where there is one.
 */
final class LogFile {
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level [%thread] %logger{0}"
          + " %replace(%msg %kvp){'[\\p{Cntrl}]', ' '}%n";

  /** Jetty logs whole requests, passwords among them, where it may log more than warnings. */
  private static final List<String> QUIET =
      List.of("org.eclipse.jetty", "org.apache.kafka", "io.javalin");

  /** What is our own: everything else has nothing to say below {@link LogLevel#INFO}. */
  private static final String OWN = "dev.circleoftrust";

  /** How an event is written. */
  enum Form {
    /** A line for a person. */
    TEXT,
    /** A line for a program: {@link JsonLines}. */
    JSON;

    static Form of(String text) {
      return switch (text) {
        case "text" -> TEXT;
        case "json" -> JSON;
        default -> throw new ConfigurationException("--log is text or json");
      };
    }
  }

  private LogFile() {}

  /** Takes the log over for the whole process; returns the file. */
  static Path open(Path folder, String name, Form form) {
    LoggerContext context = context();
    context.reset();
    Path file = folder.resolve(name + ".log");
    var appender = new RollingFileAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(form == Form.JSON ? lines(context) : encoder(context));
    appender.setRollingPolicy(rolling(context, appender, folder.resolve(name)));
    appender.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(appender);
    QUIET.forEach(logger -> context.getLogger(logger).setLevel(Level.WARN));
    return file;
  }

  /** From now on. */
  static void set(LogLevel level) {
    LoggerContext context = context();
    context.getLogger(OWN).setLevel(Level.toLevel(level.name()));
    if (level == LogLevel.WARN) {
      context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    }
  }

  private static LoggerContext context() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      return context;
    }
    throw new IllegalStateException("SLF4J is bound to another library than Logback");
  }

  private static JsonLines lines(LoggerContext context) {
    var encoder = new JsonLines();
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  private static PatternLayoutEncoder encoder(LoggerContext context) {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    return encoder;
  }

  private static SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling(
      LoggerContext context, RollingFileAppender<ILoggingEvent> appender, Path base) {
    var policy = new SizeAndTimeBasedRollingPolicy<ILoggingEvent>();
    policy.setContext(context);
    policy.setParent(appender);
    policy.setFileNamePattern(base + ".%d{yyyy-MM-dd,UTC}.%i.log");
    policy.setMaxFileSize(FileSize.valueOf("20MB"));
    policy.setMaxHistory(14);
    policy.setTotalSizeCap(FileSize.valueOf("200MB"));
    policy.start();
    return policy;
  }
}
