package dev.circleoftrust.production.dispatch;

import java.util.Optional;

/** Where batches come from. Called by one thread. */
public interface Source {
  /**
   * The next batch; waits a second at most where there is nothing to send, and is empty then. What
   * it throws is logged, and it is called again after a second.
   */
  Optional<? extends Departure> next() throws InterruptedException;
}
