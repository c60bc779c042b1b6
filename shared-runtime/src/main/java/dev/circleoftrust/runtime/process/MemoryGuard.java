package dev.circleoftrust.runtime.process;

import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether the Java platform will end a process that runs out of memory. */
final class MemoryGuard {
  private static final Logger LOGGER = LoggerFactory.getLogger(MemoryGuard.class);
  private static final String OPTION = "-XX:+ExitOnOutOfMemoryError";

  private MemoryGuard() {}

  static boolean isPresent() {
    // The arguments, not the option's value: that takes a module which small runtimes leave out.
    return ManagementFactory.getRuntimeMXBean().getInputArguments().contains(OPTION);
  }

  static void warnIfAbsent() {
    if (!isPresent()) {
      LOGGER.atWarn().addKeyValue("option", OPTION).log("an option is missing");
    }
  }
}
