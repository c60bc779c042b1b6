package dev.circleoftrust.benchmarks.measure;

import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes the records of a topic. For one thread. */
@FunctionalInterface
public interface RecordSource {
  /** Hands {@code count} records on, those from index {@code from}, in their order. */
  void make(long from, long count, Consumer<ProducerRecord<byte[], byte[]>> to);
}
