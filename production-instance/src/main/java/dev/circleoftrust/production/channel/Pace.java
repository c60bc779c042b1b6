package dev.circleoftrust.production.channel;

/**
 * When the rows of a run are due. Immutable; times are microseconds since 1970.
 *
 * @param order the run
 * @param start when it began
 */
record Pace(RunOrder order, long start) {
  private static final double SECOND = 1e6;

  /** How many rows are due at {@code now}, of which {@code completed} are answered. */
  long due(long now, long completed) {
    long due = order.end();
    if (order.window() > 0) {
      due = Math.min(due, completed + order.window());
    }
    if (order.rate() > 0) {
      due = Math.min(due, (long) Math.floor((now - start) / SECOND * order.rate()) + 1);
    }
    return due;
  }

  /** When a row was due that is made {@code now}; it may be late. */
  long dueTime(long index, long now) {
    return order.rate() == 0 ? now : start + (long) Math.ceil(index * SECOND / order.rate());
  }
}
