package dev.circleoftrust.mid.probe;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a statement that runs for too long: a driver's own query timeout may mean anything, and
 * SQLite's means how long to wait for a lock. Closed before the statement is.
 */
final class TimeLimit implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(TimeLimit.class);

  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean passed;

  private TimeLimit() {}

  /** A limit on {@code statement}, from now on. */
  static TimeLimit of(Duration limit, Statement statement) {
    var timeLimit = new TimeLimit();
    Thread.ofVirtual().name("time limit of a query").start(() -> timeLimit.watch(limit, statement));
    return timeLimit;
  }

  /** True where it has passed, and the statement was told to end. */
  synchronized boolean hasPassed() {
    return passed;
  }

  /** Nothing is told to end any more once this returns. */
  @Override
  public synchronized void close() {
    closed.countDown();
  }

  private void watch(Duration limit, Statement statement) {
    try {
      if (!closed.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        cancel(statement);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // nobody does
    }
  }

  private synchronized void cancel(Statement statement) {
    if (closed.getCount() == 0) {
      return;
    }
    passed = true;
    try {
      statement.cancel();
    } catch (SQLException e) {
      LOGGER.atWarn().setCause(e).log("a query that runs for too long cannot be ended");
    }
  }
}
