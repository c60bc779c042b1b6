package dev.circleoftrust.mid.queue;

import dev.circleoftrust.batch.BatchProof;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.judgement.ReceivedRecord;
import dev.circleoftrust.wire.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as it was fetched: original bytes, headers and place. Nothing of it is believed.
 *
 * @param topic the topic that it was read from
 * @param partition the partition that it was read from
 * @param offset its offset there
 * @param timestamp its timestamp, by the word of whoever wrote it
 * @param key its key, which may be absent
 * @param value its value, which may be absent
 * @param headers its headers, in their order
 */
record Arrival(
    String topic,
    int partition,
    long offset,
    Instant timestamp,
    @Nullable Bytes key,
    @Nullable Bytes value,
    List<Label> headers) {
  /**
   * A header.
   *
   * @param name its name, of any form
   * @param value its value, which may be absent
   */
  record Label(String name, @Nullable Bytes value) {}

  Arrival {
    headers = List.copyOf(headers);
  }

  /**
   * The record that a Kafka client has just made for its caller, whose arrays nobody else holds.
   */
  static Arrival of(ConsumerRecord<byte[], byte[]> record) {
    var headers = new ArrayList<Label>();
    for (Header header : record.headers()) {
      headers.add(new Label(header.key(), bytes(header.value())));
    }
    return new Arrival(
        record.topic(),
        record.partition(),
        record.offset(),
        Instant.ofEpochMilli(record.timestamp()),
        bytes(record.key()),
        bytes(record.value()),
        headers);
  }

  /** What a judge is given: of the headers only the two that hold a proof. */
  ReceivedRecord received() {
    return new ReceivedRecord(
        topic, partition, key, value, valuesOf(BatchStatement.HEADER), valuesOf(BatchProof.HEADER));
  }

  /** Where it stood, for a person. */
  String place() {
    return topic + "/" + partition + "/" + offset;
  }

  /** How many bytes it has: key, value and headers. */
  long size() {
    long size = sizeOf(key) + sizeOf(value);
    for (Label header : headers) {
      size += header.name().length() + sizeOf(header.value());
    }
    return size;
  }

  private List<Bytes> valuesOf(String name) {
    var values = new ArrayList<Bytes>();
    for (Label header : headers) {
      if (header.name().equals(name)) {
        values.add(header.value() == null ? Bytes.empty() : header.value());
      }
    }
    return values;
  }

  private static long sizeOf(@Nullable Bytes bytes) {
    return bytes == null ? 0 : bytes.size();
  }

  private static @Nullable Bytes bytes(byte @Nullable [] value) {
    return value == null ? null : Bytes.owned(value);
  }
}
