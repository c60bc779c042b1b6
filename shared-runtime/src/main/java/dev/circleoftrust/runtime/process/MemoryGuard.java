package dev.circleoftrust.runtime.process;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether the Java platform will end a process that runs out of memory. */
final class MemoryGuard {
  private static final Logger LOGGER = LoggerFactory.getLogger(MemoryGuard.class);
  private static final String OPTION = "ExitOnOutOfMemoryError";

  private MemoryGuard() {}

  static boolean isPresent() {
    var platform = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return platform != null && Boolean.parseBoolean(platform.getVMOption(OPTION).getValue());
  }

  static void warnIfAbsent() {
    if (!isPresent()) {
      LOGGER.atWarn().log("started without -XX:+ExitOnOutOfMemoryError");
    }
  }
}
