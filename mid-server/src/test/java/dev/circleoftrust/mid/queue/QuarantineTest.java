package dev.circleoftrust.mid.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.mid.TestClock;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class QuarantineTest {
  private static final Refusal REFUSAL =
      new Refusal(RejectionReason.UNSIGNED, "no proof", "sign it", null);

  private final TestClock clock = new TestClock(Instant.parse("2026-11-21T08:00:00Z"));
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Quarantine quarantine =
      new Quarantine(new AgentName("mid-1"), clock, new Verdicts(registry));

  @Test
  void anOriginalIsKeptByteForByteWithItsVerdict() {
    Bytes value = Bytes.ofUtf8("not JSON");
    ProducerRecord<byte[], byte[]> kept = record(arrival(value));
    assertThat(kept.topic()).isEqualTo("cot.ecc.quarantine");
    assertThat(kept.value()).isEqualTo(value.toByteArray());
    assertThat(header(kept, "cot-verdict")).isEqualTo("unsigned");
    assertThat(header(kept, "cot-form")).isEqualTo("original");
    assertThat(header(kept, "cot-place")).isEqualTo("topic/0/17");
    assertThat(header(kept, "original.cot-verdict")).isEqualTo("a lie");
  }

  @Test
  void ofAFloodDigestsAreKeptUntilTheNextMinute() {
    Bytes value = Bytes.ofUtf8("again");
    for (int i = 0; i < Quarantine.ORIGINALS_A_MINUTE; i++) {
      assertThat(header(record(arrival(value)), "cot-form")).isEqualTo("original");
    }
    ProducerRecord<byte[], byte[]> flooded = record(arrival(value));
    assertThat(header(flooded, "cot-form")).isEqualTo("digest");
    assertThat(new String(flooded.value(), UTF_8)).isEqualTo(Digest.of(value).toHex());
    assertThat(registry.counter("ecc.quarantined", "form", "digest").count()).isOne();
    clock.advance(Duration.ofMinutes(1));
    assertThat(header(record(arrival(value)), "cot-form")).isEqualTo("original");
  }

  @Test
  void whatCannotBeSentOnIsKeptAsADigest() {
    Bytes large = Bytes.copyOf(new byte[Outbox.MAX_SIZE]);
    assertThat(header(record(arrival(large)), "cot-form")).isEqualTo("digest");
  }

  @Test
  void ofAVeryLargeFloodTheDigestsOfOneReasonAreKeptTogether() {
    Bytes value = Bytes.ofUtf8("again");
    for (int i = 0; i < Quarantine.ORIGINALS_A_MINUTE + Quarantine.DIGESTS_A_MINUTE; i++) {
      assertThat(kept(arrival(value), REFUSAL)).hasSize(1);
    }
    var other = new Refusal(RejectionReason.REPLAYED, "again", "none", null);
    assertThat(kept(arrival(value), REFUSAL)).isEmpty();
    assertThat(kept(arrival(value), other)).isEmpty();
    assertThat(kept(arrival(value), REFUSAL)).isEmpty();
    var rest = new ArrayList<ProducerRecord<byte[], byte[]>>();
    quarantine.keepRest(rest::add);
    assertThat(rest).extracting(record -> header(record, "cot-form")).containsOnly("digests");
    assertThat(rest)
        .extracting(record -> header(record, "cot-verdict") + " " + header(record, "cot-records"))
        .containsExactlyInAnyOrder("unsigned 2", "replayed 1");
    String line = "topic/0/17 " + Digest.of(value).toHex() + "\n";
    assertThat(rest)
        .extracting(record -> new String(record.value(), UTF_8))
        .containsExactlyInAnyOrder(line + line, line);
    quarantine.keepRest(record -> fail("it is kept already"));
  }

  @Test
  void whatIsKeptTogetherFitsIntoOneRecord() {
    for (int i = 0; i < 10_000; i++) {
      for (ProducerRecord<byte[], byte[]> record : kept(arrival(Bytes.ofUtf8("x")), REFUSAL)) {
        assertThat(record.value().length).isLessThan(Outbox.MAX_SIZE);
      }
    }
  }

  private ProducerRecord<byte[], byte[]> record(Arrival arrival) {
    List<ProducerRecord<byte[], byte[]>> kept = kept(arrival, REFUSAL);
    assertThat(kept).hasSize(1);
    return kept.getFirst();
  }

  private List<ProducerRecord<byte[], byte[]>> kept(Arrival arrival, Refusal refusal) {
    var kept = new ArrayList<ProducerRecord<byte[], byte[]>>();
    quarantine.keep(arrival, refusal, kept::add);
    return kept;
  }

  private static Arrival arrival(Bytes value) {
    var headers = List.of(new Arrival.Label("cot-verdict", Bytes.ofUtf8("a lie")));
    return new Arrival("topic", 0, 17, Instant.EPOCH, null, value, headers);
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
