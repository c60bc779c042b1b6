package dev.circleoftrust.judgement;

import static dev.circleoftrust.judgement.TestTraffic.AGENT;
import static dev.circleoftrust.judgement.TestTraffic.STREAM;
import static dev.circleoftrust.judgement.TestTraffic.TOPIC;
import static dev.circleoftrust.judgement.TestTraffic.bytes;
import static dev.circleoftrust.judgement.TestTraffic.dataSource;
import static dev.circleoftrust.judgement.TestTraffic.department;
import static dev.circleoftrust.judgement.TestTraffic.message;
import static dev.circleoftrust.judgement.TestTraffic.row;
import static dev.circleoftrust.trust.TestCircle.START;
import static dev.circleoftrust.trust.TestCircle.codeKey;
import static dev.circleoftrust.trust.TestCircle.issuer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.statement.Validity;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.Standing;
import dev.circleoftrust.trust.TestCircle;
import dev.circleoftrust.trust.TestSigner;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a MID Server runs, and what it refuses; the tests bear the names of the attacks. */
class JudgeTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final PartitionMemory FRESH =
      new PartitionMemory.TakenOver(START.minusSeconds(10));

  private final TestCircle circle = TestCircle.of(1);
  private final CircleState state = circle.withCodeKey();
  private final TestTraffic traffic = new TestTraffic(circle);
  private final Judge judge = new Judge(AGENT, EccFirewall.none(), DAY);
  private final CircleView enforced =
      new CircleView(state, new Standing.Enforced(Standing.Cause.TURNED_ON, "test"));
  private final CircleView off =
      new CircleView(state, new Standing.ProvenOff(state.head(), START.plus(DAY)));

  @Test
  void aRecordThatATrustedInstanceSignedRuns() {
    Verdict verdict = judged(traffic.notarized(traffic.message(), 1));
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verified.class,
            verified -> {
              assertThat(verified.basis()).isEqualTo("verified");
              assertThat(verified.head()).isEqualTo(state.head());
              assertThat(verified.notAfter()).isEqualTo(START.plus(Duration.ofHours(1)));
              assertThat(verified.work().parameters()).hasSize(1);
              assertThat(verified.code()).isPresent();
            });
  }

  @Test
  void unsignedRecordIsRejected() {
    assertRejected(TestTraffic.unsigned(traffic.message()), RejectionReason.UNSIGNED);
  }

  @Test
  void alteredSqlThatProductionNotarizesAllTheSameIsRejected() {
    GlideRecord altered = dataSource().with("sql_statement", "DELETE FROM payroll");
    assertRejected(
        message(altered, traffic.signature(dataSource()), department()),
        RejectionReason.CODE_SIGNATURE_INVALID);
  }

  @Test
  void everySignedFieldIsCovered() {
    for (String field : CodeType.DATA_SOURCE.fields()) {
      GlideRecord altered = dataSource().with(field, "x" + dataSource().value(field));
      assertRejected(
          message(altered, traffic.signature(dataSource()), department()),
          RejectionReason.CODE_SIGNATURE_INVALID);
    }
  }

  @Test
  void anUnsignedFieldReachesNobody() {
    GlideRecord more = dataSource().with("sql_statement_2", "DELETE FROM payroll");
    var verdict =
        (Verified)
            judged(
                traffic.notarized(message(more, traffic.signature(dataSource()), department()), 1));
    assertThat(verdict.work().code()).isNotNull();
    assertThat(verdict.code().orElseThrow().record().fields()).doesNotContainKey("sql_statement_2");
  }

  @Test
  void aSignatureThatLeavesAFieldOutIsRejected() {
    for (String field : CodeType.DATA_SOURCE.fields()) {
      List<String> fewer =
          CodeType.DATA_SOURCE.fields().stream().filter(name -> !name.equals(field)).toList();
      assertRejected(
          message(dataSource(), traffic.signature(dataSource(), fewer), department()),
          RejectionReason.FIELD_NOT_SIGNED);
    }
  }

  @Test
  void aRowWithItsOwnSqlIsRejected() {
    for (String own : CodeType.DATA_SOURCE.ownCode()) {
      OutboundMessage message =
          message(
              dataSource(),
              traffic.signature(dataSource()),
              department(),
              new Parameter(own, "DELETE FROM payroll"));
      assertRejected(message, RejectionReason.CODE_NOT_SIGNED);
    }
    assertRejected(
        new OutboundMessage.Bare(
            row("JDBCProbe", List.of(new Parameter("query", "DELETE FROM payroll")))),
        RejectionReason.CODE_NOT_SIGNED);
  }

  @Test
  void aRowThatNamesAnotherRecordThanItCarriesIsRejected() {
    GlideRecord other =
        new GlideRecord(
            dataSource().table(),
            new SysId("ffffffffffffffffffffffffffffffff"),
            dataSource().fields());
    assertRejected(
        message(other, traffic.signature(other), department()), RejectionReason.CODE_NOT_SIGNED);
  }

  @Test
  void aTopicWithoutSignedRecordsIsRejected() {
    assertRejected(
        new OutboundMessage.Bare(row("Command", List.of(new Parameter("name", "rm -rf /")))),
        RejectionReason.CODE_NOT_SIGNED);
    assertRejected(
        new OutboundMessage.Bare(
            row("SystemCommand", List.of()).with(EccField.SOURCE, "autoUpgrade")),
        RejectionReason.COMMAND_REFUSED);
  }

  @Test
  void whatCarriesNoCodeRunsOnProductionsWordAlone() {
    EccRecord pause = row("SystemCommand", List.of()).with(EccField.SOURCE, "pauseMid");
    for (EccRecord row : List.of(row("HeartbeatProbe", List.of()), pause)) {
      assertThat(judged(traffic.notarized(new OutboundMessage.Bare(row), 1)))
          .isInstanceOf(Verified.class);
      assertRejected(TestTraffic.unsigned(new OutboundMessage.Bare(row)), RejectionReason.UNSIGNED);
    }
  }

  @Test
  void whatCarriesNoCodeCarriesNoLoadEither() {
    EccRecord pause = row("SystemCommand", List.of()).with(EccField.SOURCE, "pauseMid");
    EccRecord heartbeat = row("HeartbeatProbe", List.of());
    EccRecord stats = row("queue.stats", List.of());
    EccRecord cancel = row("CancelProbe", List.of());
    for (EccRecord row : List.of(heartbeat, stats, cancel, pause)) {
      OutboundMessage longest =
          new OutboundMessage.Bare(row.with(EccField.PAYLOAD, "x".repeat(4_000)));
      OutboundMessage longer =
          new OutboundMessage.Bare(row.with(EccField.PAYLOAD, "x".repeat(4_001)));
      assertThat(judged(traffic.notarized(longest, 1))).isInstanceOf(Verified.class);
      assertRejected(traffic.notarized(longer, 1), RejectionReason.MALFORMED);
      assertRejected(TestTraffic.unsigned(longer), off, RejectionReason.MALFORMED);
    }
  }

  @Test
  void parametersAreOnlyWhatTheSignedRecordDeclares() {
    Envelope signature = traffic.signature(dataSource());
    assertRejected(
        message(dataSource(), signature, department(), new Parameter("salary", "1")),
        RejectionReason.UNDECLARED_PARAMETER);
    assertRejected(
        message(dataSource(), signature, department(), department()),
        RejectionReason.REPEATED_PARAMETER);
    assertRejected(message(dataSource(), signature), RejectionReason.MISSING_PARAMETER);
    assertRejected(
        message(dataSource(), signature, new Parameter("department", "x' OR '1'='1")),
        RejectionReason.INVALID_PARAMETER);
  }

  @Test
  void aSignatureByAStrangerIsRejected() {
    Envelope stranger =
        TestCircle.sign(
            traffic.statement(
                dataSource(),
                CodeType.DATA_SOURCE.fields(),
                List.of("any"),
                Validity.startingAt(START, DAY)),
            List.of(TestSigner.named("a stranger")));
    assertRejected(
        message(dataSource(), stranger, department()), RejectionReason.CODE_SIGNER_NOT_TRUSTED);
  }

  @Test
  void swappedPayloadTypeIsRejected() {
    Envelope instruction =
        circle.instruction(state.head(), new Action.TurnOn(), List.of(codeKey(issuer(1))));
    assertRejected(
        message(dataSource(), instruction, department()), RejectionReason.CODE_SIGNATURE_INVALID);
  }

  @Test
  void codeForAnotherMidServerIsRejected() {
    assertRejected(
        message(dataSource(), signed(List.of("mid-2"), START), department()),
        RejectionReason.WRONG_AUDIENCE);
    assertThat(
            judged(
                traffic.notarized(
                    message(dataSource(), signed(List.of("mid-1"), START), department()), 1)))
        .isInstanceOf(Verified.class);
  }

  @Test
  void expiredCodeIsRejected() {
    assertRejected(
        message(
            dataSource(), signed(List.of("any"), START.minus(Duration.ofDays(40))), department()),
        RejectionReason.CODE_EXPIRED);
  }

  @Test
  void withdrawnCodeIsRejected() {
    Envelope signature = traffic.signature(dataSource());
    CircleState withdrawn =
        TestCircle.apply(
            state, circle.exported(state, new Action.WithdrawCode(signature.statementId())));
    assertRejected(
        traffic.notarized(message(dataSource(), signature, department()), 1),
        new CircleView(withdrawn, enforced.standing()),
        RejectionReason.CODE_WITHDRAWN);
  }

  @Test
  void codeOfARevokedKeyIsRejected() {
    CircleState revoked =
        TestCircle.apply(
            state, circle.exported(state, new Action.RevokeKey(codeKey(issuer(1)).keyId())));
    assertRejected(
        traffic.notarized(traffic.message(), 1),
        new CircleView(revoked, enforced.standing()),
        RejectionReason.CODE_KEY_REVOKED);
  }

  @Test
  void aStolenNotarizationKeyEndsWithItsRevocation() {
    CircleState revoked =
        TestCircle.apply(
            state, circle.exported(state, new Action.RevokeKey(TestCircle.notarization().keyId())));
    assertRejected(
        traffic.notarized(traffic.message(), 1),
        new CircleView(revoked, enforced.standing()),
        RejectionReason.BATCH_KEY_NOT_TRUSTED);
  }

  @Test
  void aBatchByAStrangerOrOfAnotherCircleIsRejected() {
    Bytes value = bytes(traffic.message());
    assertRejected(
        TestTraffic.notarized(value, 1, START, STREAM, circle.id(), TestSigner.named("a stranger")),
        RejectionReason.BATCH_KEY_NOT_TRUSTED);
    assertRejected(
        TestTraffic.notarized(value, 1, START, STREAM, Digest.of(value), TestCircle.notarization()),
        RejectionReason.BATCH_WRONG_CIRCLE);
  }

  @Test
  void aRecordThatIsAlteredMovedOrCopiedIsRejected() {
    ReceivedRecord good = traffic.notarized(traffic.message(), 1);
    Bytes other = bytes(message(dataSource(), traffic.signature(dataSource())));
    assertRejected(
        new ReceivedRecord(TOPIC, 0, null, other, good.statements(), good.proofs()),
        RejectionReason.BATCH_PROOF_INVALID);
    assertRejected(
        new ReceivedRecord(
            "cot.ecc.output.mid-2.standard",
            0,
            null,
            good.value(),
            good.statements(),
            good.proofs()),
        RejectionReason.BATCH_PROOF_INVALID);
    assertRejected(
        new ReceivedRecord(TOPIC, 1, null, good.value(), good.statements(), good.proofs()),
        RejectionReason.BATCH_PROOF_INVALID);
    assertRejected(
        new ReceivedRecord(TOPIC, 0, Bytes.empty(), good.value(), good.statements(), good.proofs()),
        RejectionReason.BATCH_PROOF_INVALID);
  }

  @Test
  void repeatedOrMissingHeadersAreRejected() {
    ReceivedRecord good = traffic.notarized(traffic.message(), 1);
    Bytes statement = good.statements().getFirst();
    assertRejected(
        new ReceivedRecord(
            TOPIC, 0, null, good.value(), List.of(statement, statement), good.proofs()),
        RejectionReason.BATCH_MALFORMED);
    assertRejected(
        new ReceivedRecord(TOPIC, 0, null, good.value(), good.statements(), List.of()),
        RejectionReason.BATCH_MALFORMED);
  }

  @Test
  void aBatchWhoseSignatureIsTamperedWithIsRejected() {
    ReceivedRecord good = traffic.notarized(traffic.message(), 1);
    byte[] statement = good.statements().getFirst().toByteArray();
    statement[statement.length - 1] ^= 1;
    assertRejected(
        new ReceivedRecord(
            TOPIC, 0, null, good.value(), List.of(Bytes.copyOf(statement)), good.proofs()),
        RejectionReason.BATCH_SIGNATURE_INVALID);
  }

  @Test
  void replayIsRejectedWhateverTheBrokerDoes() {
    ReceivedRecord first = traffic.notarized(traffic.message(), 5);
    PartitionMemory memory = judge.judge(first, FRESH, enforced, START).memory();
    assertReason(judge.judge(first, memory, enforced, START), RejectionReason.REPLAYED);
    ReceivedRecord older = traffic.notarized(traffic.message(), 4);
    assertReason(judge.judge(older, memory, enforced, START), RejectionReason.REPLAYED);
    assertReason(judge.judge(first, memory, off, START), RejectionReason.REPLAYED);
    ReceivedRecord next = traffic.notarized(traffic.message(), 6);
    assertThat(judge.judge(next, memory, enforced, START).verdict()).isInstanceOf(Verified.class);
  }

  @Test
  void aPartitionGoesToALaterStreamAndNeverBack() {
    Bytes value = bytes(traffic.message());
    Bytes other = Bytes.ofUtf8("another stream!!");
    PartitionMemory memory =
        judge.judge(traffic.notarized(value, 9, START), FRESH, enforced, START).memory();
    ReceivedRecord stale =
        TestTraffic.notarized(value, 1, START, other, circle.id(), TestCircle.notarization());
    assertReason(judge.judge(stale, memory, enforced, START), RejectionReason.REPLAYED);
    Instant later = START.plusSeconds(1);
    ReceivedRecord moved =
        TestTraffic.notarized(value, 1, later, other, circle.id(), TestCircle.notarization());
    Judgement judgement = judge.judge(moved, memory, enforced, later);
    assertThat(judgement.verdict()).isInstanceOf(Verified.class);
    ReceivedRecord back = traffic.notarized(value, 10, START.plusSeconds(2));
    assertReason(
        judge.judge(back, judgement.memory(), enforced, START.plusSeconds(2)),
        RejectionReason.REPLAYED);
  }

  @Test
  void withoutMemoryOnlyWhatWasSignedAfterTakingOverRuns() {
    PartitionMemory justNow = new PartitionMemory.TakenOver(START);
    assertReason(
        judge.judge(traffic.notarized(traffic.message(), 1), justNow, enforced, START),
        RejectionReason.POSITION_UNKNOWN);
  }

  @Test
  void aRejectedRecordMovesThePositionToo() {
    GlideRecord altered = dataSource().with("sql_statement", "DELETE FROM payroll");
    ReceivedRecord bad =
        traffic.notarized(message(altered, traffic.signature(dataSource()), department()), 3);
    PartitionMemory memory = judge.judge(bad, FRESH, enforced, START).memory();
    assertThat(((PartitionMemory.Reached) memory).sequence()).isEqualTo(3);
  }

  @Test
  void oldAndFutureBatchesAreRejected() {
    Bytes value = bytes(traffic.message());
    assertRejected(
        traffic.notarized(value, 1, START.minusSeconds(5)),
        enforced,
        START.plus(Duration.ofHours(2)),
        RejectionReason.BATCH_EXPIRED);
    assertRejected(
        traffic.notarized(value, 1, START.plusSeconds(61)),
        enforced,
        START,
        RejectionReason.BATCH_NOT_YET_VALID);
  }

  @Test
  void aRecordForAnotherAgentIsRejectedEvenWhereNothingIsEnforced() {
    EccRecord foreign =
        EccRecord.output(
            new SysId("feedfacefeedfacefeedfacefeedface"),
            new AgentName("mid-2"),
            "HeartbeatProbe",
            Priority.STANDARD);
    OutboundMessage message = new OutboundMessage.Bare(foreign);
    assertRejected(traffic.notarized(message, 1), RejectionReason.WRONG_AGENT);
    assertRejected(TestTraffic.unsigned(message), off, RejectionReason.WRONG_AGENT);
  }

  @Test
  void whatIsNoRecordIsRejected() {
    assertRejected(
        new ReceivedRecord(TOPIC, 0, null, null, List.of(), List.of()), RejectionReason.MALFORMED);
    assertRejected(
        traffic.notarized(Bytes.ofUtf8("{\"ecc\":{},\"ecc\":{}}"), 1, START),
        RejectionReason.MALFORMED);
    assertRejected(
        new ReceivedRecord(
            TOPIC,
            0,
            null,
            Bytes.copyOf(new byte[OutboundMessage.MAX_SIZE + 1]),
            List.of(),
            List.of()),
        RejectionReason.OVERSIZE);
  }

  @Test
  void withoutACircleNothingRuns() {
    CircleView none =
        new CircleView(null, new Standing.Enforced(Standing.Cause.NOT_ESTABLISHED, "test"));
    assertRejected(traffic.notarized(traffic.message(), 1), none, RejectionReason.NO_CIRCLE);
    var open =
        new Judge(
            AGENT,
            new EccFirewall(List.of(rule(EccFirewall.Action.ACCEPT, FirewallTag.JDBC))),
            DAY);
    Judgement judgement = open.judge(TestTraffic.unsigned(traffic.message()), FRESH, none, START);
    assertReason(judgement, RejectionReason.NO_CIRCLE);
  }

  @Test
  void offMeansOffWhateverARowBrings() {
    Verdict unsigned =
        judge.judge(TestTraffic.unsigned(traffic.message()), FRESH, off, START).verdict();
    assertThat(unsigned)
        .isInstanceOfSatisfying(
            NotEnforced.class, it -> assertThat(it.basis()).isEqualTo("not-enforced"));
    OutboundMessage own =
        new OutboundMessage.Bare(
            row("JDBCProbe", List.of(new Parameter("query", "DELETE FROM payroll"))));
    var verdict = (NotEnforced) judge.judge(TestTraffic.unsigned(own), FRESH, off, START).verdict();
    GlideRecord code = verdict.work().code();
    assertThat(code).isNotNull();
    assertThat(code == null ? "" : code.value("sql_statement")).isEqualTo("DELETE FROM payroll");
  }

  @Test
  void aFirewallRuleAcceptsWhoeverSignedAndRejectWins() {
    var accept = rule(EccFirewall.Action.ACCEPT, FirewallTag.DATABASES);
    var open = new Judge(AGENT, new EccFirewall(List.of(accept)), DAY);
    Verdict verdict =
        open.judge(TestTraffic.unsigned(traffic.message()), FRESH, enforced, START).verdict();
    assertThat(verdict)
        .isInstanceOfSatisfying(
            AllowedByFirewall.class, it -> assertThat(it.rule()).isEqualTo(accept));
    var both =
        new Judge(
            AGENT,
            new EccFirewall(List.of(accept, rule(EccFirewall.Action.REJECT, FirewallTag.JDBC))),
            DAY);
    assertReason(
        both.judge(traffic.notarized(traffic.message(), 1), FRESH, enforced, START),
        RejectionReason.FIREWALL_DENIED);
    var other =
        new Judge(
            AGENT,
            new EccFirewall(List.of(rule(EccFirewall.Action.ACCEPT, FirewallTag.REST))),
            DAY);
    assertReason(
        other.judge(TestTraffic.unsigned(traffic.message()), FRESH, enforced, START),
        RejectionReason.UNSIGNED);
  }

  @Test
  void judgingAgainLooksAtEverythingButThePosition() {
    ReceivedRecord record = traffic.notarized(traffic.message(), 1);
    assertThat(judge.judgeAgain(record, enforced, START)).isInstanceOf(Verified.class);
    assertThat(judge.judgeAgain(record, enforced, START.plus(Duration.ofHours(2))))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(RejectionReason.BATCH_EXPIRED));
  }

  private Envelope signed(List<String> audience, Instant from) {
    return TestCircle.sign(
        traffic.statement(
            dataSource(),
            CodeType.DATA_SOURCE.fields(),
            audience,
            Validity.startingAt(from, Duration.ofDays(30))),
        List.of(codeKey(issuer(1))));
  }

  private static EccFirewall.Rule rule(EccFirewall.Action action, FirewallTag tag) {
    return new EccFirewall.Rule(Set.of(tag), action);
  }

  private Verdict judged(ReceivedRecord record) {
    return judge.judge(record, FRESH, enforced, START).verdict();
  }

  private void assertRejected(OutboundMessage message, RejectionReason reason) {
    assertRejected(traffic.notarized(message, 1), reason);
  }

  private void assertRejected(ReceivedRecord record, RejectionReason reason) {
    assertRejected(record, enforced, reason);
  }

  private void assertRejected(ReceivedRecord record, CircleView view, RejectionReason reason) {
    assertRejected(record, view, START, reason);
  }

  private void assertRejected(
      ReceivedRecord record, CircleView view, Instant now, RejectionReason reason) {
    assertReason(judge.judge(record, FRESH, view, now), reason);
  }

  private static void assertReason(Judgement judgement, RejectionReason reason) {
    assertThat(judgement.verdict())
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.reason()).isEqualTo(reason));
  }
}
