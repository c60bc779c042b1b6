package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.Priority;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether the MID Server is paused, or about to end. While paused, interactive rows are fetched all
 * the same: heartbeats and the command to resume are among them. It does not outlive the process.
 * Safe for any number of threads.
 */
public final class Pause {
  private final AtomicBoolean paused = new AtomicBoolean();
  private volatile String ending = "";
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Pauses, or resumes. */
  public void set(boolean pause) {
    if (paused.getAndSet(pause) != pause) {
      listeners.forEach(Runnable::run);
    }
  }

  /** It has been told to stop: rows that run are waited for, and none begin. */
  public void drain() {
    ending = "draining";
    listeners.forEach(Runnable::run);
  }

  /** It has stopped. */
  public void stopped() {
    ending = "stopped";
    listeners.forEach(Runnable::run);
  }

  /** {@code up}, {@code paused}, {@code draining} or {@code stopped}. */
  public String word() {
    if (!ending.isEmpty()) {
      return ending;
    }
    return paused.get() ? "paused" : "up";
  }

  /** Runs {@code listener}, which must not wait, whenever it has changed. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** True once it has been told to stop. */
  public boolean isEnding() {
    return !ending.isEmpty();
  }

  /** True where it is paused. */
  public boolean isPaused() {
    return paused.get();
  }

  boolean holds(Priority priority) {
    return priority != Priority.INTERACTIVE && paused.get();
  }
}
