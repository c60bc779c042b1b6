package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was refused for operators: original bytes and headers, the verdict in headers of our
 * own. Of a flood, and of what is too large to be sent on, it keeps digests; where they are very
 * many, those of one reason together. For one thread.
 *
 * <p>Headers: {@code cot-verdict} (reason code), {@code cot-detail}, {@code cot-agent}, {@code
 * cot-place} (topic/partition/offset), {@code cot-form} ({@code original} or {@code digest}), and
 * every original header with {@code original.} before its name, a shared proof as its own. Digests
 * that are kept together have the form {@code digests}, no detail and no place, but {@code
 * cot-records}, their number; the value is a line for each: its place, a blank, its digest.
 */
final class Quarantine {
  /** Originals that are kept in one minute. */
  static final int ORIGINALS_A_MINUTE = 100;

  /** Records in one minute, besides, of which each has a digest of its own. */
  static final int DIGESTS_A_MINUTE = 1_000;

  private static final int MAX_TOGETHER = Outbox.MAX_SIZE / 2;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MAX_HEADERS = 64;

  private final AgentName agent;
  private final InstantSource clock;
  private final Verdicts verdicts;
  private Instant minute = Instant.EPOCH;
  private int originals;
  private int digests;
  private final Map<RejectionReason, Together> together = new EnumMap<>(RejectionReason.class);

  /** Digests that are kept together. */
  private static final class Together {
    private final StringBuilder lines = new StringBuilder();
    private int records;
  }

  Quarantine(AgentName agent, InstantSource clock, Verdicts verdicts) {
    this.agent = agent;
    this.clock = clock;
    this.verdicts = verdicts;
  }

  /**
   * Keeps {@code arrival}.
   *
   * @param sending is given what is to be sent for that; nothing where it waits for others
   */
  void keep(Arrival arrival, Refusal refusal, Consumer<ProducerRecord<byte[], byte[]>> sending) {
    count();
    boolean whole =
        originals < ORIGINALS_A_MINUTE
            && arrival.size() <= Outbox.MAX_SIZE / 2
            && arrival.headers().size() <= MAX_HEADERS;
    verdicts.quarantined(whole);
    if (whole) {
      originals++;
      sending.accept(record(arrival, refusal, true));
    } else if (digests < DIGESTS_A_MINUTE) {
      digests++;
      sending.accept(record(arrival, refusal, false));
    } else {
      gather(arrival, refusal.reason(), sending);
    }
  }

  /** Gives what waits for others to {@code sending}. */
  void keepRest(Consumer<ProducerRecord<byte[], byte[]>> sending) {
    together.forEach((reason, kept) -> sending.accept(record(reason, kept)));
    together.clear();
  }

  private void gather(
      Arrival arrival, RejectionReason reason, Consumer<ProducerRecord<byte[], byte[]>> sending) {
    Together kept = together.computeIfAbsent(reason, _ -> new Together());
    Bytes value = arrival.value();
    kept.records++;
    kept.lines.append(arrival.place()).append(' ');
    kept.lines.append(value == null ? "-" : Digest.of(value).toHex()).append('\n');
    if (kept.lines.length() > MAX_TOGETHER) {
      sending.accept(record(reason, kept));
      together.remove(reason);
    }
  }

  private ProducerRecord<byte[], byte[]> record(RejectionReason reason, Together kept) {
    var record =
        new ProducerRecord<byte[], byte[]>(
            EccTopics.QUARANTINE, null, Bytes.ofUtf8(kept.lines.toString()).toByteArray());
    header(record, "cot-verdict", reason.code());
    header(record, "cot-agent", agent.value());
    header(record, "cot-form", "digests");
    header(record, "cot-records", Integer.toString(kept.records));
    return record;
  }

  private ProducerRecord<byte[], byte[]> record(Arrival arrival, Refusal refusal, boolean whole) {
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
      for (Arrival.Label header : arrival.selfContained().headers()) {
        record.headers().add("original." + header.name(), array(header.value()));
      }
    }
    return record;
  }

  private void count() {
    Instant now = clock.instant();
    if (now.isBefore(minute) || !now.isBefore(minute.plus(MINUTE))) {
      minute = now;
      originals = 0;
      digests = 0;
    }
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
