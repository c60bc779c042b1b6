package dev.circleoftrust.benchmarks.wireform;

import dev.circleoftrust.benchmarks.measure.Verification;
import dev.circleoftrust.ecc.EccRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Judges the records of a topic from its beginning, each alone, as a MID Server does. */
interface Judging extends Verification {
  /**
   * The row that may run.
   *
   * @throws IllegalStateException if the record is refused: then nothing was measured
   */
  EccRecord judge(ConsumerRecord<byte[], byte[]> record);

  @Override
  default void verify(ConsumerRecord<byte[], byte[]> record) {
    var _ = judge(record);
  }
}
