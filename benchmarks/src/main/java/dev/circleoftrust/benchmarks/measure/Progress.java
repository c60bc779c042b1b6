package dev.circleoftrust.benchmarks.measure;

import java.io.PrintStream;
import java.util.Locale;

/** Says on a stream, once a second, how far a measurement is. For one thread. */
public final class Progress {
  private static final long EVERY = 1_000_000_000L;

  private final PrintStream out;
  private final String what;
  private long next = System.nanoTime() + EVERY;

  public Progress(PrintStream out, String what) {
    this.out = out;
    this.what = what;
  }

  public void at(long done, long total) {
    if (System.nanoTime() >= next) {
      next += EVERY;
      out.printf(Locale.ROOT, "%s: %,d of %,d%n", what, done, total);
    }
  }
}
