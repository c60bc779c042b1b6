package dev.circleoftrust.production.dispatch;

import java.time.Duration;

/**
 * How many records make a batch.
 *
 * @param linger the longest that a record waits for others that are signed with it, up to a second
 * @param batch that many wait for no more, 1 to {@link #MAX}
 * @param most that many at most make a batch where more wait already, from {@code batch} up
 */
public record Gathering(Duration linger, int batch, int most) {
  /** Five milliseconds or 1,024 records. */
  public static final Gathering DEFAULT = new Gathering(Duration.ofMillis(5), 1024, 1024);

  /** The most records of a batch. */
  public static final int MAX = 8192;

  public Gathering {
    if (linger.isNegative() || linger.compareTo(Duration.ofSeconds(1)) > 0) {
      throw new IllegalArgumentException("a linger of " + linger);
    }
    if (batch < 1 || most < batch || most > MAX) {
      throw new IllegalArgumentException("batches of %d to %d".formatted(batch, most));
    }
  }

  /**
   * The same for a key that takes about as long to sign as the linger: what gathers meanwhile is
   * signed at once.
   */
  public Gathering forSlowKey() {
    return new Gathering(linger, batch, MAX);
  }
}
