package dev.circleoftrust.simulator.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.circleoftrust.batch.BatchProof;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.batch.LentProof;
import dev.circleoftrust.batch.SharedProofs;
import dev.circleoftrust.wire.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as it stands in the broker: nothing of it is believed.
 *
 * @param topic where it is
 * @param partition where in the topic
 * @param offset where in the partition
 * @param at when it came, by the broker's word
 * @param key its key, which may be absent
 * @param value its value, which may be absent
 * @param headers its headers, in their order
 */
public record Seen(
    String topic,
    int partition,
    long offset,
    Instant at,
    @Nullable Bytes key,
    @Nullable Bytes value,
    List<Label> headers) {
  /** A header. */
  public record Label(String name, Bytes value) {}

  public Seen {
    headers = List.copyOf(headers);
  }

  static Seen of(ConsumerRecord<byte[], byte[]> record) {
    var headers = new ArrayList<Label>();
    for (Header header : record.headers()) {
      byte @Nullable [] value = header.value();
      headers.add(new Label(header.key(), value == null ? Bytes.empty() : Bytes.copyOf(value)));
    }
    return new Seen(
        record.topic(),
        record.partition(),
        record.offset(),
        Instant.ofEpochMilli(record.timestamp()),
        bytes(record.key()),
        bytes(record.value()),
        headers);
  }

  /** The same with its own proof, where it has none and shares one that {@code proofs} find. */
  public Seen completed(SharedProofs proofs) {
    return proofs.read(this::values).map(this::with).orElse(this);
  }

  private Seen with(LentProof proof) {
    var own = new ArrayList<>(headers);
    own.add(new Label(BatchStatement.HEADER, proof.statement()));
    own.add(new Label(BatchProof.HEADER, proof.proof()));
    return new Seen(topic, partition, offset, at, key, value, own);
  }

  /** {@code topic/partition/offset}. */
  public String place() {
    return topic + "/" + partition + "/" + offset;
  }

  /** The values of every header of this name. */
  public List<Bytes> values(String header) {
    return headers.stream().filter(h -> h.name().equals(header)).map(Label::value).toList();
  }

  /** The text of a header, if it is there. */
  public Optional<String> text(String header) {
    return values(header).stream().findFirst().map(value -> new String(value.toByteArray(), UTF_8));
  }

  private static @Nullable Bytes bytes(byte @Nullable [] value) {
    return value == null ? null : Bytes.copyOf(value);
  }
}
