package dev.circleoftrust.production.ecc;

import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does each second what only time brings about, in a thread of its own. */
final class Timekeeper implements Runnable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Timekeeper.class);
  private static final Duration STEP = Duration.ofSeconds(1);

  private final List<IntSupplier> duties;

  /**
   * @param duties each does what is due, and tells how much it was; all of it is on disk, so that
   *     whatever fails is done the next time
   */
  Timekeeper(List<IntSupplier> duties) {
    this.duties = List.copyOf(duties);
  }

  /** Runs until the thread is interrupted. */
  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        duties.forEach(Timekeeper::once);
        Thread.sleep(STEP);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void once(IntSupplier duty) {
    try {
      var _ = duty.getAsInt();
    } catch (RuntimeException e) {
      // Nothing may end this loop: what is due stays due.
      LOGGER.atError().setCause(e).log("the upkeep of the ECC queue failed");
    }
  }
}
