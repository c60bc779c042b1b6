package dev.circleoftrust.simulator.client;

import java.time.Duration;
import java.util.Optional;

/** Waits for what can be observed, never longer than a bound. */
public final class Patience {
  private static final Duration POLL = Duration.ofMillis(50);

  private Patience() {}

  /** A question to a running process. */
  @FunctionalInterface
  public interface Question<T> {
    /** The answer, or empty where it is not there yet. */
    Optional<T> ask() throws RefusedException;
  }

  /**
   * Asks until there is an answer.
   *
   * @param what is waited for, as a person would say it
   * @throws RefusedException with the reason {@code not-seen} if there was none within {@code
   *     bound}
   */
  public static <T> T until(String what, Duration bound, Question<T> question)
      throws RefusedException {
    long end = System.nanoTime() + bound.toNanos();
    while (true) {
      Optional<T> answer = question.ask();
      if (answer.isPresent()) {
        return answer.get();
      }
      if (System.nanoTime() > end) {
        throw new RefusedException(
            "%s was not seen within %d s".formatted(what, bound.toSeconds()), "not-seen");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException("interrupted while waiting", e);
    }
  }
}
