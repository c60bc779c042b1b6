package dev.circleoftrust.production.dispatch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second stage: sends batches in their order and tells each, in the same order, when Kafka has
 * it. Where a record fails, every batch that is not acknowledged is sent again from the first,
 * through a new producer. {@link #depart} and {@link #outgoingBytes} may be called by any thread.
 */
final class Sender implements Runnable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Sender.class);
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Supplier<Producer<byte[], byte[]>> producers;
  private final Destinations destinations;
  private final InFlight inFlight;
  private final DispatchMeters meters;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>(); // as InFlight bounds it
  private final Deque<Flight> flights = new ArrayDeque<>();
  private final OutgoingBytes bytes = new OutgoingBytes();
  private @Nullable Producer<byte[], byte[]> current;
  private boolean broken;

  /** What the thread is woken for. */
  private sealed interface Event {
    /** A batch is to be sent. */
    record Made(Departure batch, long at) implements Event {}

    /** Something was acknowledged, or has failed. */
    record Told() implements Event {}
  }

  /**
   * @param producers makes idempotent producers with {@code acks=all}
   */
  Sender(
      Supplier<Producer<byte[], byte[]>> producers,
      Destinations destinations,
      InFlight inFlight,
      DispatchMeters meters) {
    this.producers = producers;
    this.destinations = destinations;
    this.inFlight = inFlight;
    this.meters = meters;
  }

  /** Takes a batch over; those that came before are sent before it. */
  void depart(Departure batch) {
    inFlight.add(batch);
    events.add(new Event.Made(batch, System.nanoTime()));
  }

  /** How many bytes went to the broker, of all that it was asked. */
  long outgoingBytes() {
    return bytes.sum();
  }

  /** Runs until the thread is interrupted. */
  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        step();
      }
    } catch (InterruptedException | InterruptException _) {
      // the way to end it; whoever made the batches has what was not acknowledged
    } finally {
      var _ = Thread.interrupted(); // what is on its way may still arrive
      end();
      Thread.currentThread().interrupt();
    }
  }

  private void end() {
    try {
      discard(CLOSING);
      retire();
    } catch (RuntimeException e) {
      LOGGER.atWarn().setCause(e).log("what was sent last is not noted, and is sent again");
    }
  }

  private void step() throws InterruptedException {
    try {
      take(events.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS));
      retire();
      if (broken) {
        sendAgain();
      } else {
        flights.forEach(Flight::requireNoFailure);
      }
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      broken = true;
      LOGGER.atWarn().setCause(e).log("ECC outputs cannot be sent; they are kept");
      Thread.sleep(AFTER_FAILURE);
    } catch (RuntimeException e) {
      // Nothing may end this loop: what has not left leaves later.
      broken |= flights.stream().anyMatch(Flight::isKept);
      LOGGER.atError().setCause(e).log("dispatching the ECC queue failed");
      Thread.sleep(AFTER_FAILURE);
    }
  }

  private void take(@Nullable Event event) {
    if (event instanceof Event.Made(var batch, var at)) {
      var flight = new Flight(batch, at);
      flights.addLast(flight);
      if (!broken) {
        send(flight);
      }
    }
  }

  private void send(Flight flight) {
    Set<String> topics = new HashSet<>();
    for (ProducerRecord<byte[], byte[]> record : flight.batch().records()) {
      topics.add(record.topic());
    }
    var unusable = destinations.ensure(topics);
    var attempt = new Attempt(flight, producer(), () -> events.add(new Event.Told()));
    flight.sentBy(attempt);
    attempt.send(unusable);
  }

  /** Tells batches that they have arrived, as long as none before them has not. */
  private void retire() {
    while (!flights.isEmpty() && flights.getFirst().isComplete()) {
      Flight first = flights.getFirst();
      first.batch().acknowledged();
      flights.removeFirst();
      inFlight.remove(first.batch());
      meters.arrived(first.batch().records().size(), System.nanoTime() - first.madeAt());
    }
  }

  private void sendAgain() {
    discard(Duration.ZERO);
    destinations.forget();
    flights.forEach(Flight::keep);
    flights.forEach(this::send);
    broken = false;
  }

  private Producer<byte[], byte[]> producer() {
    if (current == null) {
      current = producers.get();
      bytes.follow(current);
    }
    return current;
  }

  private void discard(Duration patience) {
    if (current != null) {
      bytes.leave();
      current.close(patience);
      current = null;
    }
  }
}
