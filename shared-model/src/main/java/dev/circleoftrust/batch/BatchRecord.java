package dev.circleoftrust.batch;

import dev.circleoftrust.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as far as a batch covers it: everything but its headers, offset and timestamp.
 *
 * @param topic its topic
 * @param partition its partition, not negative
 * @param key its key, which may be absent; absent and empty are two things
 * @param value its value
 */
public record BatchRecord(String topic, int partition, @Nullable Bytes key, Bytes value) {
  public BatchRecord {
    if (partition < 0) {
      throw new IllegalArgumentException("partition " + partition);
    }
  }
}
