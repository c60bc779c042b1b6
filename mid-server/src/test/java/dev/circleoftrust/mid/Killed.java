package dev.circleoftrust.mid;

import dev.circleoftrust.mid.queue.Steps;
import dev.circleoftrust.mid.queue.Steps.Step;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends the thread that works, as a death of the process would: nothing is tidied up. */
final class Killed extends Error {
  private static final long serialVersionUID = 1L;

  /** Kills whoever takes {@code step} first. */
  static Steps after(Step step) {
    var killed = new AtomicBoolean();
    return reached -> {
      if (reached == step && killed.compareAndSet(false, true)) {
        throw new Killed();
      }
    };
  }
}
