package dev.circleoftrust.runtime.kafka;

import dev.circleoftrust.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A record as it lies in Kafka, believed in nothing.
 *
 * @param place the topic and the partition
 * @param offset where in the partition
 * @param key absent where the producer gave none
 * @param value absent where the record is a tombstone
 * @param headers in their order; names may repeat
 */
public record LogRecord(
    TopicPartition place,
    long offset,
    @Nullable Bytes key,
    @Nullable Bytes value,
    List<Header> headers) {
  /**
   * One header.
   *
   * @param name may be any text
   * @param value absent where the producer gave none
   */
  public record Header(String name, @Nullable Bytes value) {}

  public LogRecord {
    headers = List.copyOf(headers);
  }

  /** The topic. */
  public String topic() {
    return place.topic();
  }

  /** What a consumer read. */
  public static LogRecord of(ConsumerRecord<byte[], byte[]> record) {
    var headers = new ArrayList<Header>();
    for (var header : record.headers()) {
      headers.add(new Header(header.key(), bytes(header.value())));
    }
    return new LogRecord(
        new TopicPartition(record.topic(), record.partition()),
        record.offset(),
        bytes(record.key()),
        bytes(record.value()),
        headers);
  }

  private static @Nullable Bytes bytes(byte @Nullable [] value) {
    return value == null ? null : Bytes.copyOf(value);
  }
}
