package dev.circleoftrust.production.dispatch;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds what is made and not acknowledged, so that whoever makes batches waits where Kafka takes
 * them more slowly. Safe for any number of threads.
 */
final class InFlight {
  /** Many of them are small where few rows are due. */
  static final int MAX_BATCHES = 512;

  /** Of records and headers; the producer's own buffer comes on top. */
  static final long MAX_BYTES = 24L << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private int batches;
  private long bytes;

  /** Waits until one more batch, however large, may be made. */
  void awaitRoom() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (batches >= MAX_BATCHES || bytes >= MAX_BYTES) {
        room.await();
      }
    } finally {
      lock.unlock();
    }
  }

  void add(Departure batch) {
    change(1, batch.bytes());
  }

  void remove(Departure batch) {
    change(-1, -batch.bytes());
  }

  int batches() {
    lock.lock();
    try {
      return batches;
    } finally {
      lock.unlock();
    }
  }

  private void change(int ofBatches, long ofBytes) {
    lock.lock();
    try {
      batches += ofBatches;
      bytes += ofBytes;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
