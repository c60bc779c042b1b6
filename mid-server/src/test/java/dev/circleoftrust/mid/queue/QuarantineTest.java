package dev.circleoftrust.mid.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.mid.TestClock;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
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
    ProducerRecord<byte[], byte[]> kept = quarantine.record(arrival(value), REFUSAL);
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
      assertThat(header(quarantine.record(arrival(value), REFUSAL), "cot-form"))
          .isEqualTo("original");
    }
    ProducerRecord<byte[], byte[]> flooded = quarantine.record(arrival(value), REFUSAL);
    assertThat(header(flooded, "cot-form")).isEqualTo("digest");
    assertThat(new String(flooded.value(), UTF_8)).isEqualTo(Digest.of(value).toHex());
    assertThat(registry.counter("ecc.quarantined", "form", "digest").count()).isOne();
    clock.advance(Duration.ofMinutes(1));
    assertThat(header(quarantine.record(arrival(value), REFUSAL), "cot-form"))
        .isEqualTo("original");
  }

  @Test
  void whatCannotBeSentOnIsKeptAsADigest() {
    Bytes large = Bytes.copyOf(new byte[Outbox.MAX_SIZE]);
    assertThat(header(quarantine.record(arrival(large), REFUSAL), "cot-form")).isEqualTo("digest");
  }

  private static Arrival arrival(Bytes value) {
    var headers = List.of(new Arrival.Label("cot-verdict", Bytes.ofUtf8("a lie")));
    return new Arrival("topic", 0, 17, Instant.EPOCH, null, value, headers);
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
