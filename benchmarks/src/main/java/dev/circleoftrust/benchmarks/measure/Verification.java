package dev.circleoftrust.benchmarks.measure;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Verifies the records of a topic, from its beginning. For one thread. */
@FunctionalInterface
public interface Verification {
  /**
   * Verifies a record.
   *
   * @throws IllegalStateException if it does not hold: then nothing was measured
   */
  void verify(ConsumerRecord<byte[], byte[]> record);
}
