package dev.circleoftrust.mid.probe;

import java.util.concurrent.Semaphore;

/**
 * The memory that the results of all queries of one MID Server may take together while they are
 * read. None waits for it: rows that are held while others wait would stop them all. Safe for any
 * number of threads.
 */
public final class ResultMemory {
  private static final int KIBIBYTE = 1024;

  private final Semaphore kibibytes;

  /** A memory of {@code bytes} bytes, all of it free. */
  public ResultMemory(long bytes) {
    this.kibibytes = new Semaphore((int) Math.min(bytes / KIBIBYTE, Integer.MAX_VALUE));
  }

  /** A share for one query, which takes nothing yet. */
  Share share() {
    return new Share(kibibytes);
  }

  /** What one query has taken. For one thread; whoever closes it gives everything back. */
  static final class Share implements AutoCloseable {
    private final Semaphore kibibytes;
    private int taken;

    private Share(Semaphore kibibytes) {
      this.kibibytes = kibibytes;
    }

    /** Takes what is missing to {@code bytes} bytes; false where that is not free. */
    boolean growTo(long bytes) {
      long missing = (bytes + KIBIBYTE - 1) / KIBIBYTE - taken;
      if (missing <= 0) {
        return true;
      }
      if (missing > Integer.MAX_VALUE - taken || !kibibytes.tryAcquire((int) missing)) {
        return false;
      }
      taken += (int) missing;
      return true;
    }

    @Override
    public void close() {
      kibibytes.release(taken);
      taken = 0;
    }
  }
}
