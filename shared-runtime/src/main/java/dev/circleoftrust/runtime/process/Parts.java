package dev.circleoftrust.runtime.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process is made of, in the order in which it was made. One that fails to close, or takes
 * too long, does not keep the others from it. Safe for any number of threads.
 */
final class Parts implements AutoCloseable {
  /** How long one part may take to close. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Logger LOGGER = LoggerFactory.getLogger(Parts.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Duration patience;
  private boolean closed;

  Parts() {
    this(PATIENCE);
  }

  Parts(Duration patience) {
    this.patience = patience;
  }

  /**
   * Adds a part that is closed before the others.
   *
   * @throws IllegalStateException if they are closed already; {@code part} is closed then too
   */
  void add(AutoCloseable part) {
    synchronized (parts) {
      if (!closed) {
        parts.push(part);
        return;
      }
    }
    close(part);
    throw new IllegalStateException("the process is stopping");
  }

  /** Whether they are told to close. */
  boolean isClosed() {
    synchronized (parts) {
      return closed;
    }
  }

  @Override
  public void close() {
    while (true) {
      AutoCloseable part;
      synchronized (parts) {
        closed = true;
        if (parts.isEmpty()) {
          return;
        }
        part = parts.pop();
      }
      close(part);
    }
  }

  private void close(AutoCloseable part) {
    String name = part.getClass().getSimpleName();
    var closing = new Thread(() -> closeNow(part, name), "close " + name);
    closing.setDaemon(true);
    closing.start();
    try {
      if (!closing.join(patience)) {
        LOGGER.atWarn().addKeyValue("part", name).log("not closed in time");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the others are told to close; nobody waits for them
    }
  }

  private static void closeNow(AutoCloseable part, String name) {
    try {
      part.close();
    } catch (Exception e) {
      LOGGER.atWarn().setCause(e).addKeyValue("part", name).log("failed to close");
    }
  }
}
