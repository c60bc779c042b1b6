package dev.circleoftrust.judgement;

import static dev.circleoftrust.judgement.TestTraffic.AGENT;
import static dev.circleoftrust.judgement.TestTraffic.STREAM;
import static dev.circleoftrust.judgement.TestTraffic.dataSource;
import static dev.circleoftrust.judgement.TestTraffic.department;
import static dev.circleoftrust.judgement.TestTraffic.message;
import static dev.circleoftrust.trust.TestCircle.START;
import static dev.circleoftrust.trust.TestCircle.codeKey;
import static dev.circleoftrust.trust.TestCircle.issuer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.statement.RecordSignature;
import dev.circleoftrust.statement.Validity;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.Standing;
import dev.circleoftrust.trust.TestCircle;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reasons that need a circle or a record of their own, and the vocabulary as a whole. */
class RejectionReasonTest {
  private static final PartitionMemory FRESH =
      new PartitionMemory.TakenOver(START.minusSeconds(10));

  private final TestCircle circle = TestCircle.of(1);
  private final CircleState state = circle.withCodeKey();
  private final TestTraffic traffic = new TestTraffic(circle);
  private final Judge judge = new Judge(AGENT, EccFirewall.none(), Duration.ofDays(1));
  private final CircleView enforced =
      new CircleView(state, new Standing.Enforced(Standing.Cause.TURNED_ON, "test"));

  @Test
  void codeSignedForAnotherCircleIsRejectedThoughTheKeyIsTrustedHere() {
    RecordSignature here =
        traffic.statement(
            dataSource(),
            CodeType.DATA_SOURCE.fields(),
            List.of("any"),
            Validity.startingAt(START, Duration.ofDays(1)));
    var elsewhere =
        new RecordSignature(
            Digest.of(Bytes.ofUtf8("another circle")),
            here.subject(),
            here.audience(),
            here.validity());
    Envelope signature = TestCircle.sign(elsewhere, List.of(codeKey(issuer(1))));
    assertReason(
        judged(message(dataSource(), signature, department())), RejectionReason.CODE_WRONG_CIRCLE);
  }

  @Test
  void whatFailsByItselfIsARejection() {
    ReceivedRecord good = traffic.notarized(traffic.message(), 1);
    var absurd =
        new ReceivedRecord(
            "t".repeat(300), 0, null, good.value(), good.statements(), good.proofs());
    assertReason(judge.judge(absurd, FRESH, enforced, START), RejectionReason.INTERNAL);
  }

  @Test
  void aSignatureThatNamesTheSysIdIsJudgedLikeAnyOther() {
    List<String> fields = new ArrayList<>(CodeType.DATA_SOURCE.fields());
    fields.add("sys_id");
    Envelope signature = traffic.signature(dataSource(), fields);
    assertThat(judged(message(dataSource(), signature, department())).verdict())
        .isInstanceOf(Verified.class);
    GlideRecord altered = dataSource().with("sql_statement", "DELETE FROM payroll");
    assertReason(
        judged(message(altered, signature, department())), RejectionReason.CODE_SIGNATURE_INVALID);
  }

  @Test
  void fastForwardOfAStolenKeyDoesNotShutThePartition() {
    Instant far = Instant.parse("9999-01-01T00:00:00Z");
    Bytes value = value();
    ReceivedRecord forged =
        TestTraffic.notarized(
            value,
            1,
            far,
            Bytes.ofUtf8("a stolen stream!"),
            circle.id(),
            TestCircle.notarization());
    Judgement first = judge.judge(forged, FRESH, enforced, START);
    assertReason(first, RejectionReason.BATCH_NOT_YET_VALID);
    assertReason(judge.judge(forged, first.memory(), enforced, START), RejectionReason.REPLAYED);
    Instant later = START.plusSeconds(120);
    ReceivedRecord genuine =
        TestTraffic.notarized(value, 1, later, STREAM, circle.id(), TestCircle.notarization());
    Judgement second = judge.judge(genuine, first.memory(), enforced, later);
    assertThat(second.verdict()).isInstanceOf(Verified.class);
    assertReason(judge.judge(forged, second.memory(), enforced, far), RejectionReason.REPLAYED);
  }

  @Test
  void everyReasonHasACodeOfItsOwnAndARemedy() {
    assertThat(RejectionReason.values())
        .extracting(RejectionReason::code)
        .doesNotHaveDuplicates()
        .allMatch(code -> code.matches("[a-z]+(-[a-z]+)*"));
    assertThat(Stream.of(RejectionReason.values()).map(RejectionReason::remedy))
        .noneMatch(String::isBlank);
    assertThat(RejectionReason.OUTCOME_UNKNOWN.code()).isEqualTo("outcome-unknown");
  }

  private Bytes value() {
    return TestTraffic.bytes(traffic.message());
  }

  private Judgement judged(OutboundMessage message) {
    return judge.judge(traffic.notarized(message, 1), FRESH, enforced, START);
  }

  private static void assertReason(Judgement judgement, RejectionReason reason) {
    assertThat(judgement.verdict())
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.reason()).isEqualTo(reason));
  }
}
