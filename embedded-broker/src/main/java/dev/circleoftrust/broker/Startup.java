package dev.circleoftrust.broker;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaRaftServer;

/**
 * The start of one broker, in a thread of its own that is watched: a fault in another of Kafka's
 * threads can leave its {@code startup()} waiting for ever.
 */
final class Startup {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration UNWINDING = Duration.ofSeconds(10);

  private final KafkaRaftServer server;
  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private final Thread thread;

  private Startup(KafkaRaftServer server) {
    this.server = server;
    this.thread = Thread.ofPlatform().daemon().name("broker-start").unstarted(this::start);
  }

  /**
   * Returns when {@code server} serves.
   *
   * @throws BrokerStartException if it does not within a minute; it is shut down then
   */
  static void await(KafkaRaftServer server) {
    var startup = new Startup(server);
    startup.thread.start();
    try {
      startup.await();
    } catch (BrokerStartException e) {
      startup.unwind();
      throw e;
    }
  }

  private void start() {
    try {
      server.startup();
      started.complete(null);
    } catch (Throwable e) { // Scala code declares nothing and throws anything
      started.completeExceptionally(e);
    }
  }

  private void await() {
    long began = System.nanoTime();
    while (!isDone()) {
      Optional<Error> fault = KafkaExit.fault();
      if (fault.isPresent()) {
        throw BrokerStartException.causedBy(fault.get());
      }
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw new BrokerStartException("the broker did not start within " + PATIENCE);
      }
    }
  }

  private boolean isDone() {
    try {
      started.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw BrokerStartException.causedBy(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BrokerStartException.causedBy(e);
    }
  }

  /**
   * Else dozens of its threads keep the process alive. A broker that is still starting ignores its
   * shutdown, so the start is interrupted first. After some faults of its own Kafka leaves a few
   * threads all the same.
   */
  private void unwind() {
    thread.interrupt();
    try {
      var _ = thread.join(UNWINDING);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    server.shutdown();
  }
}
