package dev.circleoftrust.judgement;

import static dev.circleoftrust.judgement.TestTraffic.AGENT;
import static dev.circleoftrust.judgement.TestTraffic.STREAM;
import static dev.circleoftrust.judgement.TestTraffic.TOPIC;
import static dev.circleoftrust.judgement.TestTraffic.bytes;
import static dev.circleoftrust.judgement.TestTraffic.dataSource;
import static dev.circleoftrust.judgement.TestTraffic.department;
import static dev.circleoftrust.judgement.TestTraffic.message;
import static dev.circleoftrust.trust.TestCircle.START;
import static dev.circleoftrust.trust.TestCircle.codeKey;
import static dev.circleoftrust.trust.TestCircle.issuer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.batch.BatchHeader;
import dev.circleoftrust.batch.BatchProof;
import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.batch.BatchSigner;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.batch.LentProof;
import dev.circleoftrust.batch.NotProvenException;
import dev.circleoftrust.batch.SharedProofs;
import dev.circleoftrust.batch.SignedBatch;
import dev.circleoftrust.batch.VerifiedBatch;
import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.statement.Action;
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
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was found before makes a judge quicker and never kinder. */
class PrecedentsTest {
  private static final PartitionMemory FRESH =
      new PartitionMemory.TakenOver(START.minusSeconds(10));
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestCircle circle = TestCircle.of(1);
  private final CircleState state = circle.withCodeKey();
  private final TestTraffic traffic = new TestTraffic(circle);
  private final Judge judge = new Judge(AGENT, EccFirewall.none(), Duration.ofDays(1));
  private final Precedents precedents = new Precedents();

  @Test
  void theVerdictIsThatOfAJudgeWithoutThem() {
    var random = new Random(20_261_121);
    List<ReceivedRecord> records = batch(40);
    CircleState other = revoked(TestCircle.notarization().keyId(), state);
    int accepted = 0;
    for (int i = 0; i < 3_000; i++) {
      ReceivedRecord record = mutated(records.get(random.nextInt(records.size())), records, random);
      accepted += isVerifiedByBoth(record, record, random, other) ? 1 : 0;
    }
    assertThat(accepted).isBetween(500, 2_500);
  }

  @Test
  void aRecordThatSharesAProofIsJudgedAsIfItBoreIt() {
    var random = new Random(20_261_122);
    Sent sent = sent(200);
    List<ReceivedRecord> own = own(sent);
    List<ReceivedRecord> sharing = sharing(sent);
    assertThat(sharing).filteredOn(record -> record.lent() != null).hasSizeGreaterThan(150);
    CircleState other = revoked(TestCircle.notarization().keyId(), state);
    int accepted = 0;
    for (int i = 0; i < 3_000; i++) {
      int index = random.nextInt(own.size());
      long seed = random.nextLong();
      ReceivedRecord bearing = moved(own.get(index), own, new Random(seed));
      ReceivedRecord shared = moved(sharing.get(index), own, new Random(seed));
      accepted += isVerifiedByBoth(bearing, shared, random, other) ? 1 : 0;
    }
    assertThat(accepted).isBetween(500, 2_500);
  }

  /**
   * Judges {@code plain} without precedents and {@code record} with them, which must come to the
   * same: now and then in {@code other}, or too late.
   */
  private boolean isVerifiedByBoth(
      ReceivedRecord plain, ReceivedRecord record, Random random, CircleState other) {
    CircleView view = view(random.nextInt(500) == 0 ? other : state);
    Instant now = START.plusSeconds(random.nextInt(20) == 0 ? 7_200 : 0);
    Judgement expected = judge.judge(plain, FRESH, view, now);
    Judgement judgement = judge.judge(record, FRESH, view, now, precedents);
    assertThat(judgement.memory()).isEqualTo(expected.memory());
    assertThat(told(judgement.verdict())).as("%s", record).isEqualTo(told(expected.verdict()));
    return judgement.verdict() instanceof Verified;
  }

  @Test
  void aRecordThatSharesAProofIsRefusedAtOnceWhenTheKeyIsRevoked() {
    ReceivedRecord record = sharing(sent(20)).get(3);
    assertThat(record.lent()).isNotNull();
    assertThat(verdict(record, state)).isInstanceOf(Verified.class);
    CircleState after = revoked(TestCircle.notarization().keyId(), state);
    assertReason(verdict(record, after), RejectionReason.BATCH_KEY_NOT_TRUSTED);
    assertReason(
        judge.judgeAgain(record, view(after), START, precedents),
        RejectionReason.BATCH_KEY_NOT_TRUSTED);
  }

  @Test
  void nothingIsLentToARecordThatBearsAProof() {
    ReceivedRecord own = batch(20).get(3);
    LentProof lent = sharing(sent(20)).get(3).lent();
    assertThatThrownBy(() ->
            new ReceivedRecord(
                TOPIC, 0, null, own.value(), own.statements(), List.of(), List.of(), lent))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBatchIsVerifiedOnceInOneCircle() throws Exception {
    Bytes statement = batch(2).getFirst().statements().getFirst();
    assertThat(precedents.prover(statement, state)).isSameAs(precedents.prover(statement, state));
    var again = Bytes.copyOf(statement.toByteArray());
    assertThat(precedents.prover(again, state)).isSameAs(precedents.prover(statement, state));
  }

  @Test
  void anyBitOfAStatementMakesItAnother() throws Exception {
    Bytes statement = batch(2).getFirst().statements().getFirst();
    precedents.prover(statement, state);
    byte[] altered = statement.toByteArray();
    for (int bit = 0; bit < altered.length * 8; bit += 3) {
      altered[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused(Bytes.copyOf(altered));
      altered[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void aKeyThatIsRevokedIsRefusedAtOnce() {
    List<ReceivedRecord> records = batch(3);
    assertThat(verdict(records.get(0), state)).isInstanceOf(Verified.class);
    CircleState after = revoked(TestCircle.notarization().keyId(), state);
    assertReason(verdict(records.get(1), after), RejectionReason.BATCH_KEY_NOT_TRUSTED);
    assertThat(verdict(records.get(2), state)).isInstanceOf(Verified.class);
  }

  @Test
  void whatOneHasVerifiedCountsForTheOthersInTheSameCircleOnly() throws Exception {
    var statements = new VerifiedStatements();
    Bytes statement = batch(2).getFirst().statements().getFirst();
    Digest id = Digest.of(statement);
    VerifiedBatch verified = statements.verified(statement, id, state);
    assertThat(statements.verified(statement, id, state)).isSameAs(verified);
    CircleState after = revoked(TestCircle.notarization().keyId(), state);
    var one = new Precedents(statements);
    var other = new Precedents(statements);
    for (int i = 0; i < 3; i++) { // by turns, as lanes do that have not all read the circle yet
      assertThat(one.prover(statement, state)).isNotNull();
      assertThatThrownBy(() -> other.prover(statement, after))
          .isInstanceOf(NotProvenException.class);
      assertThatThrownBy(() -> one.prover(statement, after)).isInstanceOf(NotProvenException.class);
    }
  }

  @Test
  void codeWhoseKeyIsRevokedIsRefusedAtOnce() {
    List<ReceivedRecord> records = batch(2);
    assertThat(verdict(records.get(0), state)).isInstanceOf(Verified.class);
    CircleState after = revoked(codeKey(issuer(1)).keyId(), state);
    assertReason(verdict(records.get(1), after), RejectionReason.CODE_KEY_REVOKED);
  }

  @Test
  void codeThatIsWithdrawnIsRefusedAtOnce() {
    List<ReceivedRecord> records = batch(2);
    assertThat(verdict(records.get(0), state)).isInstanceOf(Verified.class);
    var withdrawal = new Action.WithdrawCode(traffic.signature(dataSource()).statementId());
    CircleState after = TestCircle.apply(state, circle.exported(state, withdrawal));
    assertReason(verdict(records.get(1), after), RejectionReason.CODE_WITHDRAWN);
  }

  @Test
  void theEndOfASignatureIsLookedAtEachTime() {
    var once = (OutboundMessage.WithCode) traffic.message();
    assertThat(precedents.checkCode(once, state, START)).isInstanceOf(SignatureCheck.Valid.class);
    Instant late = START.plus(Duration.ofDays(31));
    assertThat(precedents.checkCode(once, state, late))
        .isInstanceOfSatisfying(
            SignatureCheck.Invalid.class,
            invalid -> assertThat(invalid.reason()).isEqualTo(RejectionReason.CODE_EXPIRED));
    assertThat(precedents.checkCode(once, state, START)).isInstanceOf(SignatureCheck.Valid.class);
  }

  @Test
  void codeIsVerifiedOnceAndEveryInputMakesItAnother() {
    Envelope good = traffic.signature(dataSource());
    SignatureCheck known = check(dataSource(), good);
    assertThat(check(dataSource(), good)).isSameAs(known);
    for (String field : CodeType.DATA_SOURCE.fields()) {
      GlideRecord altered = dataSource().with(field, dataSource().value(field) + "x");
      assertThat(check(altered, good)).isInstanceOf(SignatureCheck.Invalid.class);
    }
    assertThat(check(dataSource().with("more", "x"), good)).isNotSameAs(known);
    assertThat(check(dataSource(), good, good)).isNotSameAs(known);
    assertThat(check(dataSource(), TestCircle.sign(foreign(), List.of(codeKey(issuer(1))))))
        .isInstanceOf(SignatureCheck.Invalid.class);
    assertThat(check(dataSource(), good)).isSameAs(known);
  }

  @Test
  void aSignatureThatFailsIsRemembered() {
    GlideRecord altered = dataSource().with("sql_statement", "DELETE FROM payroll");
    SignatureCheck first = check(altered, traffic.signature(dataSource()));
    assertThat(first).isInstanceOf(SignatureCheck.Invalid.class);
    assertThat(check(altered, traffic.signature(dataSource()))).isSameAs(first);
  }

  @Test
  void aFloodOfFailuresDisplacesNothingThatHolds() throws Exception {
    Bytes statement = batch(2).getFirst().statements().getFirst();
    var prover = precedents.prover(statement, state);
    Envelope good = traffic.signature(dataSource());
    SignatureCheck known = check(dataSource(), good);
    byte[] forged = statement.toByteArray();
    for (int i = 0; i < KnownBatches.MAX_REFUSED + 10; i++) {
      forged[forged.length - 1 - i % 60] += (byte) (1 + i % 3);
      assertRefused(Bytes.copyOf(forged));
    }
    for (int i = 0; i < KnownCode.MAX_REFUSED + 10; i++) {
      check(dataSource().with("sql_statement", "SELECT " + i), good);
    }
    assertThat(precedents.prover(statement, state)).isSameAs(prover);
    assertThat(check(dataSource(), good)).isSameAs(known);
  }

  @Test
  void thereAreOnlySoMany() throws Exception {
    Bytes first = statement(0);
    var prover = precedents.prover(first, state);
    for (int i = 1; i < KnownBatches.MAX_HELD; i++) {
      precedents.prover(statement(i), state);
    }
    assertThat(precedents.prover(first, state)).isSameAs(prover);
    for (int i = 0; i < KnownBatches.MAX_HELD; i++) {
      precedents.prover(statement(1_000 + i), state);
    }
    assertThat(precedents.prover(first, state)).isNotSameAs(prover);
  }

  @Test
  void ofALargeRecordNothingIsRemembered() {
    GlideRecord large = dataSource().with("more", "x".repeat(KnownCode.MAX_SIZE));
    Envelope good = traffic.signature(dataSource());
    assertThat(check(large, good)).isInstanceOf(SignatureCheck.Valid.class);
    assertThat(check(large, good)).isNotSameAs(check(large, good));
  }

  private record Sent(List<BatchRecord> records, SignedBatch batch) {}

  /** Records of one batch in their order, of which every third bears code altered afterwards. */
  private Sent sent(int size) {
    var records = new ArrayList<BatchRecord>();
    Envelope signature = traffic.signature(dataSource());
    for (int i = 0; i < size; i++) {
      GlideRecord code = i % 3 == 2 ? dataSource().with("more", "x" + i % 2) : dataSource();
      GlideRecord sent = i % 7 == 6 ? code.with("type", "altered") : code;
      OutboundMessage message = message(sent, signature, new Parameter("department", "Sales"));
      records.add(new BatchRecord(TOPIC, i % 2, null, bytes(message)));
    }
    return new Sent(records, signer().sign(records, 1, START, START.plus(HOUR)));
  }

  private List<ReceivedRecord> batch(int size) {
    return own(sent(size));
  }

  /** Each with its own proof. */
  private static List<ReceivedRecord> own(Sent sent) {
    var received = new ArrayList<ReceivedRecord>();
    for (int i = 0; i < sent.records().size(); i++) {
      BatchRecord record = sent.records().get(i);
      received.add(
          new ReceivedRecord(
              TOPIC,
              record.partition(),
              null,
              record.value(),
              List.of(sent.batch().statement()),
              List.of(sent.batch().proof(i))));
    }
    return received;
  }

  /** The same where neighbours share a proof, each partition read in its order. */
  private static List<ReceivedRecord> sharing(Sent sent) {
    List<List<BatchHeader>> headers = sent.batch().shared(_ -> false);
    var proofs = Map.of(0, new SharedProofs(), 1, new SharedProofs());
    var received = new ArrayList<ReceivedRecord>();
    for (int i = 0; i < sent.records().size(); i++) {
      BatchRecord record = sent.records().get(i);
      List<BatchHeader> its = headers.get(i);
      received.add(
          new ReceivedRecord(
              TOPIC,
              record.partition(),
              null,
              record.value(),
              values(its, BatchStatement.HEADER),
              values(its, BatchProof.HEADER),
              values(its, SharedProofs.PLACE_HEADER),
              Objects.requireNonNull(proofs.get(record.partition()))
                  .read(name -> values(its, name))
                  .orElse(null)));
    }
    return received;
  }

  private static List<Bytes> values(List<BatchHeader> headers, String name) {
    return headers.stream()
        .filter(header -> header.name().equals(name))
        .map(BatchHeader::value)
        .toList();
  }

  /** The proof that it bears or shares, at another value, topic, partition or key. */
  private static ReceivedRecord moved(
      ReceivedRecord it, List<ReceivedRecord> others, Random random) {
    ReceivedRecord other = others.get(random.nextInt(others.size()));
    Bytes value = Objects.requireNonNull(it.value());
    return switch (random.nextInt(10)) {
      case 0 -> moved(it, it.topic(), it.partition(), null, flipped(value, random));
      case 1 -> moved(it, it.topic(), it.partition(), null, Objects.requireNonNull(other.value()));
      case 2 -> moved(it, it.topic(), 1 - it.partition(), null, value);
      case 3 -> moved(it, it.topic() + "x", it.partition(), null, value);
      case 4 -> moved(it, it.topic(), it.partition(), Bytes.empty(), value);
      default -> it;
    };
  }

  private static ReceivedRecord moved(
      ReceivedRecord it, String topic, int partition, @Nullable Bytes key, Bytes value) {
    return new ReceivedRecord(
        topic, partition, key, value, it.statements(), it.proofs(), it.places(), it.lent());
  }

  private ReceivedRecord mutated(ReceivedRecord it, List<ReceivedRecord> others, Random random) {
    ReceivedRecord other = others.get(random.nextInt(others.size()));
    Bytes value = Objects.requireNonNull(it.value());
    return switch (random.nextInt(12)) {
      case 0 -> with(it, flipped(value, random), it.statements(), it.proofs());
      case 1 -> with(it, value, List.of(flipped(it.statements().getFirst(), random)), it.proofs());
      case 2, 3 ->
          with(it, value, it.statements(), List.of(flipped(it.proofs().getFirst(), random)));
      case 4 -> with(it, value, it.statements(), other.proofs());
      case 5 -> with(other, value, it.statements(), it.proofs());
      case 6 -> with(it, value, List.of(), List.of());
      default -> it;
    };
  }

  private static ReceivedRecord with(
      ReceivedRecord place, @Nullable Bytes value, List<Bytes> statements, List<Bytes> proofs) {
    return new ReceivedRecord(
        place.topic(), place.partition(), place.key(), value, statements, proofs);
  }

  private static Bytes flipped(Bytes bytes, Random random) {
    byte[] flipped = bytes.toByteArray();
    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    return Bytes.copyOf(flipped);
  }

  private Bytes statement(int sequence) {
    var record = new BatchRecord(TOPIC, 0, null, Bytes.ofUtf8("record"));
    return signer().sign(List.of(record), sequence, START, START.plus(HOUR)).statement();
  }

  private BatchSigner signer() {
    return new BatchSigner(TestCircle.notarization(), circle.id(), STREAM);
  }

  private RecordSignature foreign() {
    return traffic.statement(
        dataSource(),
        CodeType.DATA_SOURCE.fields(),
        List.of("any"),
        Validity.startingAt(START.plus(HOUR), HOUR));
  }

  private SignatureCheck check(GlideRecord code, Envelope... signatures) {
    List<Bytes> envelopes = List.of(signatures).stream().map(Envelope::encode).toList();
    var message = new OutboundMessage.WithCode(TestTraffic.row(department()), code, envelopes);
    return precedents.checkCode(message, state, START);
  }

  private CircleState revoked(Digest key, CircleState before) {
    return TestCircle.apply(before, circle.exported(before, new Action.RevokeKey(key)));
  }

  private Verdict verdict(ReceivedRecord record, CircleState now) {
    return judge.judge(record, FRESH, view(now), START, precedents).verdict();
  }

  private static CircleView view(CircleState state) {
    return new CircleView(state, new Standing.Enforced(Standing.Cause.TURNED_ON, "test"));
  }

  private static String told(Verdict verdict) {
    return switch (verdict) {
      case Rejected rejected -> rejected.toString();
      case MayRun may -> may.basis() + may.work() + may.head() + may.notAfter();
    };
  }

  private void assertRefused(Bytes statement) {
    assertThatThrownBy(() -> precedents.prover(statement, state))
        .isInstanceOf(NotProvenException.class);
  }

  private static void assertReason(Verdict verdict, RejectionReason reason) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.reason()).isEqualTo(reason));
  }
}
