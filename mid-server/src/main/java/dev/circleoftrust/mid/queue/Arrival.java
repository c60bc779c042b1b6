package dev.circleoftrust.mid.queue;

import dev.circleoftrust.batch.BatchProof;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.batch.LentProof;
import dev.circleoftrust.batch.SharedProofs;
import dev.circleoftrust.judgement.ReceivedRecord;
import dev.circleoftrust.wire.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as it was fetched: original bytes, headers and place, and the proof that it
 * shares, which stands in its headers once it is {@linkplain #selfContained}. Nothing of it is
 * believed.
 *
 * @param topic the topic that it was read from
 * @param partition the partition that it was read from
 * @param offset its offset there
 * @param timestamp its timestamp, by the word of whoever wrote it
 * @param key its key, which may be absent
 * @param value its value, which may be absent
 * @param headers its headers, in their order
 * @param lent the proof that it shares, where it bears none and one was found
 */
record Arrival(
    String topic,
    int partition,
    long offset,
    Instant timestamp,
    @Nullable Bytes key,
    @Nullable Bytes value,
    List<Label> headers,
    @Nullable LentProof lent) {
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

  /** A record that bears its own proof, or none. */
  Arrival(
      String topic,
      int partition,
      long offset,
      Instant timestamp,
      @Nullable Bytes key,
      @Nullable Bytes value,
      List<Label> headers) {
    this(topic, partition, offset, timestamp, key, value, headers, null);
  }

  /**
   * The record that a Kafka client has just made for its caller, whose arrays nobody else holds.
   *
   * @param proofs finds the proof that it shares, where it bears none
   */
  static Arrival of(ConsumerRecord<byte[], byte[]> record, SharedProofs proofs) {
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
        headers,
        headers.isEmpty() ? null : proofs.lent(name -> values(headers, name)).orElse(null));
  }

  /** The same with the proof that it shares in its headers: for those who see no other record. */
  Arrival selfContained() {
    return lent == null ? this : bearing(lent);
  }

  /** What it brings for the records after it. */
  Optional<Opening> opening() {
    return opening(headers);
  }

  /** What a record with {@code headers} brings for the records after it. */
  static Optional<Opening> opening(List<Label> headers) {
    List<Bytes> leaves = values(headers, SharedProofs.LEAVES_HEADER);
    if (leaves.size() != 1) {
      return Optional.empty();
    }
    List<Bytes> statements = values(headers, BatchStatement.HEADER);
    List<Bytes> proofs = values(headers, BatchProof.HEADER);
    return statements.size() == 1 && proofs.size() == 1
        ? Optional.of(new Opening(statements.getFirst(), proofs.getFirst(), leaves.getFirst()))
        : Optional.empty();
  }

  private Arrival bearing(LentProof proof) {
    var own = new ArrayList<Label>();
    for (Label header : headers) {
      if (header.name().equals(SharedProofs.PLACE_HEADER)) {
        own.add(new Label(BatchStatement.HEADER, proof.statement()));
        own.add(new Label(BatchProof.HEADER, proof.proof()));
      } else {
        own.add(header);
      }
    }
    return new Arrival(topic, partition, offset, timestamp, key, value, own);
  }

  /** What a judge is given: of the headers only those that hold a proof. */
  ReceivedRecord received() {
    return new ReceivedRecord(
        topic,
        partition,
        key,
        value,
        values(headers, BatchStatement.HEADER),
        values(headers, BatchProof.HEADER),
        values(headers, SharedProofs.PLACE_HEADER),
        lent);
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

  private static List<Bytes> values(List<Label> headers, String name) {
    List<Bytes> values = List.of();
    for (Label header : headers) {
      if (header.name().equals(name)) {
        Bytes value = header.value() == null ? Bytes.empty() : header.value();
        values = values.isEmpty() ? List.of(value) : more(values, value);
      }
    }
    return values;
  }

  private static List<Bytes> more(List<Bytes> values, Bytes value) {
    var all = new ArrayList<>(values);
    all.add(value);
    return all;
  }

  private static long sizeOf(@Nullable Bytes bytes) {
    return bytes == null ? 0 : bytes.size();
  }

  private static @Nullable Bytes bytes(byte @Nullable [] value) {
    return value == null ? null : Bytes.owned(value);
  }
}
