package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.Priority;

/**
 * How many rows of a priority run at once, and how many wait for that.
 *
 * @param threads 1 to 200
 * @param capacity how many may wait before no more are fetched, from 1
 */
record PoolSize(int threads, int capacity) {
  /** Rows that may wait, as a multiple of the threads: the product's 500, 400 and 40. */
  private static final int STANDARD = 20;

  private static final int INTERACTIVE = 4;

  /** The product's sizes for {@code threads} of {@code priority}. */
  static PoolSize of(Priority priority, int threads) {
    return switch (priority) {
      case INTERACTIVE -> new PoolSize(threads, INTERACTIVE * threads);
      case EXPEDITED, STANDARD -> new PoolSize(threads, STANDARD * threads);
    };
  }
}
