package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was refused for operators: original bytes and headers, the verdict in headers of our
 * own. Of a flood, and of what is too large to be sent on, it keeps digests. Safe for several
 * threads.
 *
 * <p>Headers: {@code cot-verdict} (reason code), {@code cot-detail}, {@code cot-agent}, {@code
 * cot-place} (topic/partition/offset), {@code cot-form} ({@code original} or {@code digest}), and
 * every original header with {@code original.} before its name.
 */
final class Quarantine {
  /** Originals that are kept in one minute. */
  static final int ORIGINALS_A_MINUTE = 100;

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MAX_HEADERS = 64;

  private final AgentName agent;
  private final InstantSource clock;
  private final Verdicts verdicts;
  private Instant minute = Instant.EPOCH;
  private int originals;

  Quarantine(AgentName agent, InstantSource clock, Verdicts verdicts) {
    this.agent = agent;
    this.clock = clock;
    this.verdicts = verdicts;
  }

  /** The record that keeps {@code arrival}. */
  ProducerRecord<byte[], byte[]> record(Arrival arrival, Refusal refusal) {
    boolean whole =
        arrival.size() <= Outbox.MAX_SIZE / 2
            && arrival.headers().size() <= MAX_HEADERS
            && mayKeepOriginal();
    verdicts.quarantined(whole);
    Bytes value = arrival.value();
    var record =
        new ProducerRecord<byte[], byte[]>(
            EccTopics.QUARANTINE,
            null,
            whole ? array(arrival.key()) : null,
            whole ? array(value) : value == null ? null : digest(value));
    header(record, "cot-verdict", refusal.reason().code());
    header(record, "cot-detail", refusal.detail());
    header(record, "cot-agent", agent.value());
    header(record, "cot-place", arrival.place());
    header(record, "cot-form", whole ? "original" : "digest");
    if (whole) {
      for (Arrival.Label header : arrival.headers()) {
        record.headers().add("original." + header.name(), array(header.value()));
      }
    }
    return record;
  }

  private synchronized boolean mayKeepOriginal() {
    Instant now = clock.instant();
    if (now.isBefore(minute) || !now.isBefore(minute.plus(MINUTE))) {
      minute = now;
      originals = 0;
    }
    return ++originals <= ORIGINALS_A_MINUTE;
  }

  private static byte[] digest(Bytes value) {
    return Bytes.ofUtf8(Digest.of(value).toHex()).toByteArray();
  }

  private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, Bytes.ofUtf8(value).toByteArray());
  }

  private static byte @Nullable [] array(@Nullable Bytes bytes) {
    return bytes == null ? null : bytes.toByteArray();
  }
}
