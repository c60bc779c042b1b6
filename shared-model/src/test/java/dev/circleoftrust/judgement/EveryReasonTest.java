package dev.circleoftrust.judgement;

import static dev.circleoftrust.judgement.TestTraffic.AGENT;
import static dev.circleoftrust.judgement.TestTraffic.STREAM;
import static dev.circleoftrust.judgement.TestTraffic.TOPIC;
import static dev.circleoftrust.judgement.TestTraffic.bytes;
import static dev.circleoftrust.judgement.TestTraffic.dataSource;
import static dev.circleoftrust.judgement.TestTraffic.department;
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
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.statement.RecordSignature;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each reason that a judge can have, brought about by one record. A reason that is added breaks the
 * build until it stands here too.
 */
class EveryReasonTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final PartitionMemory FRESH =
      new PartitionMemory.TakenOver(START.minusSeconds(10));
  private static final Digest ELSEWHERE = Digest.of(Bytes.ofUtf8("another circle"));
  private static final TestSigner STRANGER = TestSigner.named("a stranger");

  private final TestCircle circle = TestCircle.of(1);
  private final CircleState state = circle.withCodeKey();
  private final TestTraffic traffic = new TestTraffic(circle);
  private final ReceivedRecord honest = traffic.notarized(traffic.message(), 1);
  private final Judge judge =
      new Judge(
          AGENT,
          new EccFirewall(
              List.of(new EccFirewall.Rule(Set.of(FirewallTag.LDAP), EccFirewall.Action.REJECT))),
          DAY);

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"OUTCOME_UNKNOWN", "CANCELLED"}) // decided after judging, by the MID Server
  void isBroughtAboutByOneRecord(RejectionReason reason) {
    assertThat(judgement(reason).verdict())
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(reason);
              assertThat(rejected.detail()).isNotBlank();
            });
  }

  private Judgement judgement(RejectionReason reason) {
    return switch (reason) {
      case UNSIGNED -> judged(TestTraffic.unsigned(traffic.message()));
      case MALFORMED -> judged(traffic.notarized(Bytes.ofUtf8("{}"), 1, START));
      case OVERSIZE -> judged(received(Bytes.copyOf(new byte[OutboundMessage.MAX_SIZE + 1])));
      case NO_CIRCLE -> judged(honest, null);
      case BATCH_MALFORMED ->
          judged(received(honest.statements(), List.of(Bytes.ofUtf8("no proof"))));
      case BATCH_WRONG_CIRCLE -> judged(batch(START, ELSEWHERE, TestCircle.notarization()));
      case BATCH_KEY_NOT_TRUSTED -> judged(batch(START, circle.id(), STRANGER));
      case BATCH_SIGNATURE_INVALID ->
          judged(received(List.of(altered(honest.statements().getFirst())), honest.proofs()));
      case BATCH_PROOF_INVALID ->
          judged(received(honest.statements(), List.of(altered(honest.proofs().getFirst()))));
      case BATCH_PROOF_MISSING ->
          judged(
              new ReceivedRecord(
                  TOPIC,
                  0,
                  null,
                  honest.value(),
                  List.of(),
                  List.of(),
                  List.of(Bytes.ofUtf8("a place in a batch")),
                  null));
      case BATCH_EXPIRED -> judge.judge(honest, FRESH, view(state), START.plus(DAY));
      case BATCH_NOT_YET_VALID ->
          judged(batch(START.plusSeconds(61), circle.id(), TestCircle.notarization()));
      case REPLAYED ->
          judge.judge(honest, judged(honest).memory(), view(state), START.plusSeconds(1));
      case POSITION_UNKNOWN ->
          judge.judge(honest, new PartitionMemory.TakenOver(START), view(state), START);
      case WRONG_AGENT -> judged(bare(heartbeat(new AgentName("mid-2"))));
      case FIREWALL_DENIED -> judged(bare(row("LDAPProbe", List.of())));
      case COMMAND_REFUSED ->
          judged(bare(row(SystemCommands.TOPIC, List.of()).with(EccField.SOURCE, "restart")));
      case CODE_NOT_SIGNED -> judged(bare(row(new Parameter("query", "DELETE FROM payroll"))));
      case CODE_SIGNATURE_INVALID,
          CODE_SIGNER_NOT_TRUSTED,
          CODE_KEY_REVOKED,
          CODE_WRONG_CIRCLE,
          CODE_WITHDRAWN,
          CODE_EXPIRED,
          WRONG_AUDIENCE,
          FIELD_NOT_SIGNED ->
          code(reason);
      case UNDECLARED_PARAMETER -> parameters(department(), new Parameter("salary", "1"));
      case REPEATED_PARAMETER -> parameters(department(), department());
      case MISSING_PARAMETER -> parameters();
      case INVALID_PARAMETER -> parameters(new Parameter("department", "x' OR '1'='1"));
      case INTERNAL -> judged(withTopic("t".repeat(300)));
      case OUTCOME_UNKNOWN, CANCELLED -> throw new IllegalArgumentException("not a judge's reason");
    };
  }

  private Judgement code(RejectionReason reason) {
    Envelope good = traffic.signature(dataSource());
    Instant longAgo = START.minus(Duration.ofDays(60));
    return switch (reason) {
      case CODE_SIGNATURE_INVALID ->
          judged(
              message(
                  TestTraffic.message(
                      dataSource().with("sql_statement", "DELETE"), good, department())));
      case CODE_SIGNER_NOT_TRUSTED -> signed(circle.id(), "any", START, STRANGER);
      case CODE_WRONG_CIRCLE -> signed(ELSEWHERE, "any", START, codeKey(issuer(1)));
      case CODE_EXPIRED -> signed(circle.id(), "any", longAgo, codeKey(issuer(1)));
      case WRONG_AUDIENCE -> signed(circle.id(), "mid-2", START, codeKey(issuer(1)));
      case CODE_KEY_REVOKED ->
          judged(honest, after(new Action.RevokeKey(codeKey(issuer(1)).keyId())));
      case CODE_WITHDRAWN ->
          judged(
              message(TestTraffic.message(dataSource(), good, department())),
              after(new Action.WithdrawCode(good.statementId())));
      default ->
          judged(
              message(
                  TestTraffic.message(
                      dataSource(),
                      traffic.signature(dataSource(), List.of("sql_statement")),
                      department())));
    };
  }

  private Judgement signed(Digest circleId, String audience, Instant from, TestSigner signer) {
    RecordSignature here =
        traffic.statement(
            dataSource(),
            CodeType.DATA_SOURCE.fields(),
            List.of(audience),
            Validity.startingAt(from, DAY));
    var statement = new RecordSignature(circleId, here.subject(), here.audience(), here.validity());
    return judged(
        message(
            TestTraffic.message(
                dataSource(), TestCircle.sign(statement, List.of(signer)), department())));
  }

  private Judgement parameters(Parameter... parameters) {
    return judged(
        message(TestTraffic.message(dataSource(), traffic.signature(dataSource()), parameters)));
  }

  private CircleState after(Action action) {
    return TestCircle.apply(state, circle.exported(state, action));
  }

  private ReceivedRecord message(OutboundMessage message) {
    return traffic.notarized(message, 1);
  }

  private ReceivedRecord bare(EccRecord row) {
    return message(new OutboundMessage.Bare(row));
  }

  private ReceivedRecord batch(Instant signedAt, Digest circleId, TestSigner signer) {
    return TestTraffic.notarized(bytes(traffic.message()), 1, signedAt, STREAM, circleId, signer);
  }

  private ReceivedRecord withTopic(String topic) {
    return new ReceivedRecord(topic, 0, null, honest.value(), honest.statements(), honest.proofs());
  }

  private static ReceivedRecord received(Bytes value) {
    return new ReceivedRecord(TOPIC, 0, null, value, List.of(), List.of());
  }

  private ReceivedRecord received(List<Bytes> statements, List<Bytes> proofs) {
    return new ReceivedRecord(TOPIC, 0, null, honest.value(), statements, proofs);
  }

  private Judgement judged(ReceivedRecord record) {
    return judged(record, state);
  }

  private Judgement judged(ReceivedRecord record, @Nullable CircleState at) {
    return judge.judge(record, FRESH, view(at), START);
  }

  private static CircleView view(@Nullable CircleState at) {
    return new CircleView(at, new Standing.Enforced(Standing.Cause.TURNED_ON, "test"));
  }

  private static EccRecord heartbeat(AgentName agent) {
    return EccRecord.output(
        new SysId("feedfacefeedfacefeedfacefeedface"), agent, "HeartbeatProbe", Priority.STANDARD);
  }

  private static Bytes altered(Bytes bytes) {
    byte[] copy = bytes.toByteArray();
    copy[copy.length - 1] ^= 1;
    return Bytes.copyOf(copy);
  }
}
