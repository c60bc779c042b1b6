package dev.circleoftrust.production.dispatch;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A batch on its way: which of its records have arrived, and how it was sent last. One producer's
 * thread at a time notes what arrives; it has ended before another producer is made.
 */
final class Flight {
  private final Departure batch;
  private final long madeAt;
  private final boolean[] arrived;
  private final AtomicInteger open;
  private @Nullable Attempt attempt; // of the thread that sends

  Flight(Departure batch, long madeAt) {
    this.batch = batch;
    this.madeAt = madeAt;
    this.arrived = new boolean[batch.records().size()];
    this.open = new AtomicInteger(arrived.length);
  }

  Departure batch() {
    return batch;
  }

  /** When it was made, by {@link System#nanoTime}. */
  long madeAt() {
    return madeAt;
  }

  boolean hasArrived(int index) {
    return arrived[index];
  }

  /** Notes that a record has arrived; true where none is left. */
  boolean arrived(int index) {
    arrived[index] = true;
    return open.decrementAndGet() == 0;
  }

  boolean isComplete() {
    return open.get() == 0;
  }

  /** Whether it is in no producer's hands. */
  boolean isKept() {
    return attempt == null;
  }

  void keep() {
    attempt = null;
  }

  void sentBy(Attempt by) {
    attempt = by;
  }

  /**
   * @throws org.apache.kafka.common.KafkaException if it has to be sent again
   */
  void requireNoFailure() {
    if (attempt != null) {
      attempt.requireNoFailure();
    }
  }
}
