package dev.circleoftrust.mid.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.judgement.EccFirewall;
import dev.circleoftrust.judgement.FirewallTag;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.mid.SignedRows;
import dev.circleoftrust.mid.probe.ProbeResult;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.xml.XmlText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written quickly is what is written slowly. */
class SightAnswersTest {
  private static final AgentName AGENT = new AgentName("mid-1");
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final AnswerSeed SEED = new AnswerSeed(0xfedc_ba98_7654_3210L);
  private static final SysId ROW = new SysId("0123456789abcdef".repeat(2));
  private static final String ODD =
      "a\"b\\c\t\n\r&<>'/ é ñ € 中 \u2028 \uD83D\uDE00 \u007F \u0085 {x} ]]> &amp; \\u0041";

  private final Answers answers = new Answers(AGENT, new AgentName("host-1"), () -> NOW, () -> ROW);
  private final SightAnswers swift = new SightAnswers(answers, Priority.EXPEDITED);
  private final SignedRows signed = new SignedRows();
  private final Random random = new Random(7);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aResultIsTheSameByteForByteWhateverTheRowSays(boolean notarized) {
    var result =
        new ProbeResult.Finished(
            ResultBody.none(), List.of(new Parameter("state", "up"), new Parameter("odd", ODD)));
    swift.begin(NOW);
    for (int i = 0; i < 200; i++) {
      assertSame(signed.question(row(i), notarized, EccFirewall.none()), result);
    }
  }

  @Test
  void theBasisIsThatOfTheRowAlsoWhereRowsOfSeveralComeTogether() {
    var hole =
        new EccFirewall(
            List.of(new EccFirewall.Rule(Set.of(FirewallTag.values()), EccFirewall.Action.ACCEPT)));
    var result = new ProbeResult.Finished(3, ResultBody.none(), List.of());
    swift.begin(NOW);
    for (int i = 0; i < 6; i++) {
      assertSame(
          signed.question(row(i), i % 2 == 0, i % 3 == 0 ? hole : EccFirewall.none()), result);
    }
  }

  @Test
  void aRefusalIsTheSameByteForByte() {
    swift.begin(NOW);
    for (Refusal.@Nullable RowName row :
        new Refusal.@Nullable RowName[] {null, new Refusal.RowName(ROW, "JDBCProbe")}) {
      for (String detail : List.of("no proof", "no proof", ODD, "x".repeat(5_000), "")) {
        assertSame(new Refusal(RejectionReason.UNSIGNED, detail, "sign it", row));
        assertSame(new Refusal(RejectionReason.UNSIGNED, detail, "send it again", row));
        assertSame(new Refusal(RejectionReason.BATCH_KEY_NOT_TRUSTED, detail, "sign it", row));
      }
    }
  }

  private void assertSame(Refusal refusal) {
    Arrival arrival = arrival(42);
    ProducerRecord<byte[], byte[]> slow =
        answers.refused(SEED.answer(42), arrival.place(), refusal, Priority.EXPEDITED);
    assertSame(swift.refused(new Judged.Row.Refused(arrival, SEED, refusal), refusal), slow);
  }

  @Test
  void onlyWhatBringsNothingIsToldQuickly() {
    assertThat(SightAnswers.canTell(new ProbeResult.Failed("no"))).isFalse();
    assertThat(SightAnswers.canTell(new ProbeResult.Finished(ResultBody.none(), List.of())))
        .isTrue();
  }

  @Test
  void parametersAreTakenAsTheyStandOnlyInTheirOneSpelling() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      String payload = mutated(payload());
      int end = ToldParameters.end(payload);
      if (end >= 0) {
        var parsed = EccPayload.parse(payload);
        assertThat(parsed.encode()).isEqualTo(payload);
        assertThat(payload.substring(end)).isEqualTo("</parameters>");
      }
    }
    assertThat(ToldParameters.end(payload())).isPositive();
    assertThat(ToldParameters.end("")).isEqualTo(-1);
  }

  private void assertSame(MayRun verdict, ProbeResult.Finished result) {
    long offset = random.nextLong(Long.MAX_VALUE);
    var slow = answers.ran(SEED.answer(offset), verdict, result, 0);
    assertThat(slow).hasSize(1);
    assertSame(
        swift.result(new Judged.Row.Accepted(arrival(offset), SEED, verdict, 1), result),
        answers.result(SEED.answer(offset), slow.getFirst()));
  }

  private static void assertSame(
      ProducerRecord<byte[], byte[]> swift, ProducerRecord<byte[], byte[]> slow) {
    assertThat(new String(swift.value(), UTF_8)).isEqualTo(new String(slow.value(), UTF_8));
    assertThat(swift.value()).isEqualTo(slow.value());
    assertThat(swift.key()).isEqualTo(slow.key());
    assertThat(swift.topic()).isEqualTo(slow.topic());
    assertThat(swift.partition()).isEqualTo(slow.partition());
  }

  private static Arrival arrival(long offset) {
    return new Arrival("topic.with_all-of", 3, offset, NOW, null, Bytes.ofUtf8("{}"), List.of());
  }

  private EccRecord row(int number) {
    EccRecord row =
        EccRecord.output(
            new SysId("%032x".formatted(number)), AGENT, "HeartbeatProbe", Priority.EXPEDITED);
    for (EccField field :
        new EccField[] {
          EccField.NAME,
          EccField.SOURCE,
          EccField.SEQUENCE,
          EccField.AGENT_CORRELATOR,
          EccField.ERROR_STRING,
          EccField.FROM_HOST,
          EccField.SYS_DOMAIN
        }) {
      if (random.nextBoolean()) {
        row = row.with(field, text(field.maxLength()));
      }
    }
    return switch (number % 4) {
      case 0 -> row;
      case 1 -> row.with(EccField.PAYLOAD, "no XML at all " + ODD);
      case 2 -> row.with(EccField.PAYLOAD, mutated(payload()));
      default -> row.with(EccField.PAYLOAD, payload());
    };
  }

  private String payload() {
    var parameters = new ArrayList<Parameter>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      parameters.add(new Parameter("p.:_-" + i, text(60)));
    }
    return new EccPayload(parameters).encode();
  }

  /** One place of it changed, if XML can carry that. */
  private String mutated(String payload) {
    String[] parts = {"", "<", ">", "\"", "&", "&amp;", "&apos;", " ", "\t", "é", "/", "x"};
    int at = random.nextInt(payload.length());
    String changed =
        payload.substring(0, at)
            + parts[random.nextInt(parts.length)]
            + payload.substring(random.nextBoolean() ? at : at + 1);
    return XmlText.canCarry(changed) ? changed : payload;
  }

  private String text(int most) {
    int from = ODD.offsetByCodePoints(0, random.nextInt(12));
    String text = ODD.substring(from) + ODD;
    int end = Math.min(most, random.nextInt(text.length()));
    return Character.isHighSurrogate(text.charAt(Math.max(0, end - 1)))
        ? text.substring(0, end - 1)
        : text.substring(0, end);
  }
}
