package dev.circleoftrust.simulator.demo;

import dev.circleoftrust.simulator.circle.RunningCircle;
import java.nio.file.Path;
import java.time.Duration;

/** The circle stays up after the story, for somebody to try it. */
final class Staying {
  private static final Duration WATCH = Duration.ofMillis(500);

  private Staying() {}

  /** Names three commands and stays until this process is interrupted. */
  static void until(RunningCircle circle, Screen screen) {
    Path data = circle.folder().path();
    screen.title("The circle stays up until Ctrl-C: try");
    screen.raw("  ./circle production sys_properties.list nameLIKEvalidation --data " + data);
    screen.raw("  ./circle production ecc_queue.list state=error --data " + data);
    screen.raw("  ./circle mid health --data " + data);
    try {
      while (true) {
        circle.firstEnded().ifPresent(screen::raw);
        Thread.sleep(WATCH);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
