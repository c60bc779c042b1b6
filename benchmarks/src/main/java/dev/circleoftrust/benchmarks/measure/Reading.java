package dev.circleoftrust.benchmarks.measure;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Reads a topic from its beginning in one thread and verifies each record, as often as it is told.
 */
public final class Reading implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSING = Duration.ofSeconds(10);
  private static final long PATIENCE = 20_000_000_000L;

  private final Consumer<byte[], byte[]> consumer;
  private final MeasuredTopic topic;
  private final Progress progress;

  public Reading(Workload workload, MeasuredTopic topic, Progress progress) {
    this.consumer = workload.clients().consumer("measured-consumer", Workload.FETCHING);
    this.topic = topic;
    this.progress = progress;
    consumer.assign(topic.partitions());
  }

  /**
   * Reads {@code count} records.
   *
   * @return how long it took
   */
  public Duration read(long count, Verification verification) {
    return read(count, verification, () -> {});
  }

  /** The same, and {@code fetched} runs whenever the records of one fetch are verified. */
  public Duration read(long count, Verification verification, Runnable fetched) {
    consumer.seekToBeginning(topic.partitions());
    long begin = System.nanoTime();
    long last = begin;
    long read = 0;
    while (read < count) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        verification.verify(record);
      }
      fetched.run();
      read += records.count();
      progress.at(read, count);
      if (!records.isEmpty()) {
        last = System.nanoTime();
      } else if (System.nanoTime() - last > PATIENCE) {
        throw new IllegalStateException("%d of %d records came".formatted(read, count));
      }
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /**
   * Reads the topic again and again until {@code time} has passed, at least once.
   *
   * @return how long it took once, on the average
   */
  public Duration repeat(Duration time, long count, Supplier<Verification> verification) {
    Duration spent = Duration.ZERO;
    long times = 0;
    do {
      spent = spent.plus(read(count, verification.get()));
      times++;
    } while (spent.compareTo(time) < 0);
    return spent.dividedBy(times);
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSING));
  }
}
