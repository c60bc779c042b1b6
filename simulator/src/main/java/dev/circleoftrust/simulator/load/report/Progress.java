package dev.circleoftrust.simulator.load.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Tells how far a run is: a bar with the present rate where a person looks on, else a line for each
 * part. Safe for any number of threads.
 */
public final class Progress {
  private static final Duration EVERY = Duration.ofMillis(200);
  private static final int BAR = 24;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private long drawn;
  private boolean muted;

  /**
   * @param terminal whether a line may be drawn over
   */
  public Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A line that stays. */
  public synchronized void say(String line) {
    if (!muted) {
      out.println((terminal ? CLEAR : "") + line);
      out.flush();
    }
  }

  /**
   * How far a part is; drawn five times a second at most, and only where a person looks on.
   *
   * @param what is being done
   * @param done the share of it that is
   * @param rate records a second at present
   */
  public synchronized void bar(String what, double done, double rate) {
    long now = System.nanoTime();
    if (muted || !terminal || now - drawn < EVERY.toNanos()) {
      return;
    }
    drawn = now;
    int full = (int) (Math.clamp(done, 0.0, 1.0) * BAR);
    out.printf(
        Locale.ROOT,
        "%s%-28s [%s%s] %,10.0f/s",
        CLEAR,
        what,
        "=".repeat(full),
        " ".repeat(BAR - full),
        rate);
    out.flush();
  }

  /** Nothing more is told: everything is ending. */
  public synchronized void mute() {
    if (terminal && !muted) {
      out.print(CLEAR);
      out.flush();
    }
    muted = true;
  }
}
