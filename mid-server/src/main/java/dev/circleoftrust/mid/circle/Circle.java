package dev.circleoftrust.mid.circle;

import dev.circleoftrust.judgement.CircleView;
import dev.circleoftrust.mid.boot.BootFile;
import dev.circleoftrust.trust.Checkpoints;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circle as this MID Server knows it, kept up to date by a thread of its own. Safe for any
 * number of threads.
 */
public final class Circle implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Circle.class);
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final CircleFollower follower;
  private final CircleWatch watch;
  private @Nullable Thread thread;

  private Circle(CircleFollower follower, CircleWatch watch) {
    this.follower = follower;
    this.watch = watch;
  }

  /**
   * The circle that {@code boot} pins, as far as {@code memory} has it.
   *
   * @param consumers makes a Kafka consumer of a name that reads from the positions that it is told
   */
  public static Circle open(
      BootFile boot,
      CircleMemory memory,
      Function<String, Consumer<byte[], byte[]>> consumers,
      InstantSource clock,
      MeterRegistry registry) {
    CircleLog log = CircleLog.open(boot.circle(), memory, clock, registry);
    return new Circle(
        new CircleFollower(consumers, log),
        new CircleWatch(boot.codeSigning(), Checkpoints.DEFAULT_MAX_AGE, log::snapshot));
  }

  /**
   * Begins to read from Kafka.
   *
   * @param death is told if the thread died; the process cannot go on then
   */
  public void start(Thread.UncaughtExceptionHandler death) {
    thread =
        Thread.ofPlatform().daemon().name("circle").uncaughtExceptionHandler(death).start(follower);
  }

  /** What is known now. */
  public CircleSnapshot snapshot() {
    return watch.snapshot();
  }

  /** The circle as a judge sees it at {@code now}: whether Code Signing is enforced. */
  public CircleView view(Instant now) {
    return watch.view(now);
  }

  /** Waits until the log on the broker was read to its end for the first time since the start. */
  public void awaitFirstReading() throws InterruptedException {
    follower.awaitFirstPass();
  }

  /** Reads the log to the end that it has now, or waits for that as long as {@code patience}. */
  public void readToEnd(Duration patience) {
    try {
      var _ = follower.readToEnd().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      // What is known decides, and without proof that is a refusal.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads the log again from its beginning, soon. */
  public void reload() {
    follower.reload();
  }

  @Override
  public void close() {
    follower.close();
    try {
      if (thread != null && !thread.join(PATIENCE)) {
        LOGGER.atWarn().log("the reading of the circle log does not stop");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // told to stop, only not waited for
    }
  }
}
