package dev.circleoftrust.runtime.process;

import dev.circleoftrust.wire.Bytes;
import java.net.URI;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that does nothing but what its name asks for; run by {@link ApplicationTest}. */
final class SampleProgram {
  private static final Logger LOGGER = LoggerFactory.getLogger(SampleProgram.class);

  private SampleProgram() {}

  public static void main(String[] args) {
    new Program("sample", List.of(Arguments.NAME), SampleProgram::start).main(args);
  }

  private static void start(Application application) {
    String name = application.arguments().processName();
    application.owns(() -> LOGGER.info("closed first\nforged line"));
    application.owns(() -> LOGGER.info("closed last"));
    application.folder().write("started", Bytes.ofUtf8(name));
    LOGGER.trace("not yet");
    application.log(LogLevel.TRACE);
    LOGGER.atTrace().addKeyValue("n", 7).addKeyValue("text", "\"\n").log("traced");
    application.log(LogLevel.INFO);
    LOGGER.trace("no more");
    switch (name) {
      case "misconfigured" -> throw new ConfigurationException("no such thing: make one");
      case "broken" -> throw new IllegalStateException("two\nlines");
      case "dying" -> new Thread(SampleProgram::die, "doomed").start();
      default -> {
        // goes on
      }
    }
    application.ready(name, URI.create("http://127.0.0.1:1"));
  }

  private static void die() {
    throw new IllegalStateException("a thread's end");
  }
}
