package dev.circleoftrust.benchmarks.measure;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** Sends the records of a source, from one thread, as production's producer does. */
public final class Filling implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final Producer<byte[], byte[]> producer;
  private final RecordSource source;
  private final Progress progress;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private long sent;

  public Filling(Workload workload, RecordSource source, Progress progress) {
    this.producer = workload.clients().producer("measured-producer", workload.sending());
    this.source = source;
    this.progress = progress;
  }

  /**
   * Sends the next {@code count} records.
   *
   * @return how long it took until the last was acknowledged
   * @throws IllegalStateException if one was not
   */
  public Duration send(long count) {
    long begin = System.nanoTime();
    long end = sent + count;
    source.make(
        sent,
        count,
        record -> {
          var _ =
              producer.send(
                  record,
                  (_, e) -> {
                    if (e != null) {
                      failure.compareAndSet(null, e);
                    }
                  });
          progress.at(++sent, end);
        });
    producer.flush();
    Exception failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("a record was not acknowledged", failed);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** Sends until {@code time} has passed. */
  public void warmUp(Duration time, int atOnce) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      var _ = send(atOnce);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSING);
  }
}
