package dev.circleoftrust.simulator.circle;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Processes that run on although the command that started them was killed without warning. They
 * would keep their folders locked. Call it only while holding the circle's folder: then nobody is
 * left who wants them.
 */
final class Leftovers {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private Leftovers() {}

  /** Ends those of the folder at {@code path}; the answer names them. */
  static List<String> end(Path path) {
    var ended = new ArrayList<String>();
    List<Running.Member> members = Running.read(path).map(Running::members).orElse(List.of());
    for (Running.Member member : members) {
      member
          .handle()
          .ifPresent(handle -> {
            handle.destroy();
            if (!isGone(handle)) {
              handle.destroyForcibly();
              var _ = isGone(handle);
            }
            ended.add("%s (process %d)".formatted(member.name(), member.pid()));
          });
    }
    return ended;
  }

  private static boolean isGone(ProcessHandle handle) {
    try {
      handle.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
