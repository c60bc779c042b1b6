package dev.circleoftrust.production.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pipeline of two threads: one makes batches, the other sends them and waits for Kafka. At most
 * {@link InFlight#MAX_BATCHES} are on their way; then the first waits. Safe for any number of
 * threads.
 */
public final class Dispatcher implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(4);

  private final Source source;
  private final InFlight inFlight = new InFlight();
  private final Sender sender;
  private final List<Thread> threads;

  private Dispatcher(
      String name,
      Source source,
      Supplier<Producer<byte[], byte[]>> producers,
      Destinations destinations,
      DispatchMeters meters) {
    this.source = source;
    this.sender = new Sender(producers, destinations, inFlight, meters);
    this.threads =
        List.of(
            Thread.ofPlatform().name(name + "-make").unstarted(this::make),
            Thread.ofPlatform().name(name + "-send").unstarted(sender));
  }

  /**
   * Begins.
   *
   * @param name of its threads
   * @param source where batches come from
   * @param producers makes idempotent producers with {@code acks=all}
   * @param destinations the topics to which they go
   * @param meters where it tells of itself
   */
  public static Dispatcher start(
      String name,
      Source source,
      Supplier<Producer<byte[], byte[]>> producers,
      Destinations destinations,
      DispatchMeters meters) {
    var dispatcher = new Dispatcher(name, source, producers, destinations, meters);
    dispatcher.threads.forEach(Thread::start);
    return dispatcher;
  }

  /** How many batches are made and not acknowledged. */
  public int inFlight() {
    return inFlight.batches();
  }

  /** How many bytes went to the broker since the start. */
  public long outgoingBytes() {
    return sender.outgoingBytes();
  }

  private void make() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        inFlight.awaitRoom();
        makeOne();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the way to end it
    }
  }

  private void makeOne() throws InterruptedException {
    try {
      source.next().ifPresent(sender::depart);
    } catch (RuntimeException e) {
      // Nothing may end this loop: a row that has not left leaves later.
      LOGGER.atError().setCause(e).log("making a batch of ECC outputs failed");
      Thread.sleep(AFTER_FAILURE);
    }
  }

  /** Ends both threads, and waits for what is on its way, each within a few seconds. */
  @Override
  public void close() {
    try {
      for (Thread thread : threads) {
        thread.interrupt();
        var _ = thread.join(STOP);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
