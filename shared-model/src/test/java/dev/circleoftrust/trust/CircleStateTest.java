package dev.circleoftrust.trust;

import static dev.circleoftrust.trust.TestCircle.START;
import static dev.circleoftrust.trust.TestCircle.apply;
import static dev.circleoftrust.trust.TestCircle.circleKey;
import static dev.circleoftrust.trust.TestCircle.codeKey;
import static dev.circleoftrust.trust.TestCircle.issuer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the log says, one instruction after another; the tests bear the names of the attacks. */
class CircleStateTest {
  private static final Action ON = new Action.TurnOn();
  private static final Action OFF = new Action.TurnOff();

  private final TestCircle circle = TestCircle.of(1);

  @Test
  void aNewCircleTrustsItsFoundersAndEnforcesNothing() {
    CircleState state = circle.founded();
    assertThat(state.enforcing()).isFalse();
    assertThat(state.head()).isEqualTo(Head.first(circle.id()));
    assertThat(state.key(circleKey(issuer(1)).keyId(), KeyPurpose.CIRCLE_OF_TRUST)).isPresent();
    assertThat(state.key(circleKey(issuer(1)).keyId(), KeyPurpose.CODE)).isEmpty();
  }

  @Test
  void anotherFirstStatementThanThePinnedOneIsRefused() {
    assertRefused(
        CircleState.establish(Digest.of(Bytes.ofUtf8("pin")), circle.first()),
        LogRefusal.WRONG_CIRCLE);
  }

  @Test
  void aLogThatBeginsInTheMiddleIsRefused() {
    LogItem item = circle.exported(circle.founded(), ON);
    assertRefused(CircleState.establish(circle.id(), item), LogRefusal.NOT_ESTABLISHED);
  }

  @Test
  void aFirstStatementThatOneOfItsIssuersDidNotSignIsRefused() {
    Envelope whole = TestCircle.of(2).first().envelope();
    var cut = new Envelope(whole.payloadType(), whole.payload(), whole.signatures().subList(0, 1));
    assertRefused(
        CircleState.establish(whole.statementId(), new LogItem.First(cut)),
        LogRefusal.BELOW_THRESHOLD);
  }

  @Test
  void turnOnIsObeyedAtSightWithoutProductionsLeave() {
    CircleState state = circle.founded();
    assertThat(apply(state, circle.exported(state, ON)).enforcing()).isTrue();
  }

  @Test
  void turnOffWaitsForCheckpoints() {
    CircleState on = circle.settle(apply(circle.founded(), circle.executed(circle.founded(), ON)));
    CircleState executed = apply(on, circle.executed(on, OFF));
    assertThat(executed.enforcing()).isTrue();
    assertThat(circle.settle(executed).enforcing()).isFalse();
  }

  @Test
  void turnOffWithoutCountersignatureIsRefused() {
    CircleState on = apply(circle.founded(), circle.executed(circle.founded(), ON));
    assertRefused(on.apply(circle.exported(on, OFF)), LogRefusal.NOT_COUNTERSIGNED);
  }

  @Test
  void countersignatureOfAnotherInstructionIsRefused() {
    CircleState on = apply(circle.founded(), circle.executed(circle.founded(), ON));
    Envelope off = circle.instruction(on.head(), OFF, circle.allCircleKeys());
    Envelope other = circle.instruction(on.head(), ON, circle.allCircleKeys());
    LogItem item = new LogItem.Instructed(off, circle.execution(other, TestCircle.notarization()));
    assertRefused(on.apply(item), LogRefusal.NOT_COUNTERSIGNED);
  }

  @Test
  void replayIsRefused() {
    LogItem item = circle.executed(circle.founded(), ON);
    assertRefused(apply(circle.founded(), item).apply(item), LogRefusal.ALREADY_APPLIED);
  }

  @Test
  void rollbackToAnOlderHeadIsSupersededOnceTheNewerIsSettled() {
    CircleState founded = circle.founded();
    LogItem stale = circle.executed(founded, OFF);
    CircleState on = circle.settle(apply(founded, circle.executed(founded, ON)));
    assertRefused(on.apply(stale), LogRefusal.SUPERSEDED);
    assertThat(on.enforcing()).isTrue();
  }

  @Test
  void skippedInstructionIsRefused() {
    CircleState founded = circle.founded();
    CircleState on = apply(founded, circle.executed(founded, ON));
    assertRefused(founded.apply(circle.executed(on, OFF)), LogRefusal.UNKNOWN_HEAD);
  }

  @Test
  void tamperedPayloadIsRefused() {
    CircleState founded = circle.founded();
    Envelope on = circle.instruction(founded.head(), ON, circle.allCircleKeys());
    Envelope off = circle.instruction(founded.head(), OFF, circle.allCircleKeys());
    var mixed = new Envelope(on.payloadType(), off.payload(), on.signatures());
    assertRefused(founded.apply(new LogItem.Instructed(mixed, null)), LogRefusal.SIGNATURE_INVALID);
  }

  @Test
  void swappedPayloadTypeIsRefused() {
    CircleState founded = circle.founded();
    Envelope on = circle.instruction(founded.head(), ON, circle.allCircleKeys());
    var swapped =
        new Envelope(
            "application/vnd.circle-of-trust.execution.v1+json", on.payload(), on.signatures());
    assertRefused(founded.apply(new LogItem.Instructed(swapped, null)), LogRefusal.MALFORMED);
    assertRefused(founded.apply(new LogItem.Settled(swapped)), LogRefusal.MALFORMED);
  }

  @Test
  void aSignerWhoIsNoFriendIsRefused() {
    CircleState founded = circle.founded();
    Envelope foreign =
        circle.instruction(founded.head(), ON, List.of(TestSigner.named("a stranger")));
    assertRefused(
        founded.apply(new LogItem.Instructed(foreign, null)), LogRefusal.SIGNER_NOT_TRUSTED);
  }

  @Test
  void aCodeKeySignsNoInstruction() {
    CircleState state = circle.withCodeKey();
    Envelope wrong = circle.instruction(state.head(), ON, List.of(codeKey(issuer(1))));
    assertRefused(state.apply(new LogItem.Instructed(wrong, null)), LogRefusal.SIGNER_NOT_TRUSTED);
  }

  @Test
  void anInstructionOfAnotherCircleIsRefused() {
    TestCircle other = TestCircle.of(2);
    Envelope foreign = other.instruction(circle.founded().head(), ON, circle.allCircleKeys());
    assertRefused(
        circle.founded().apply(new LogItem.Instructed(foreign, null)), LogRefusal.WRONG_CIRCLE);
  }

  @Test
  void trustingAKeyCountsOnceItIsSettled() {
    CircleState founded = circle.founded();
    CircleState executed = apply(founded, circle.executed(founded, circle.trustCode(issuer(1))));
    assertThat(executed.key(codeKey(issuer(1)).keyId(), KeyPurpose.CODE)).isEmpty();
    assertThat(circle.settle(executed).key(codeKey(issuer(1)).keyId(), KeyPurpose.CODE))
        .isPresent();
  }

  @Test
  void aKeyIsTrustedForOnePurposeForEver() {
    CircleState founded = circle.founded();
    var reuse =
        new Action.TrustKey(
            issuer(1), KeyPurpose.CODE, circle.authority().issue(circleKey(issuer(1))));
    assertRefused(founded.apply(circle.executed(founded, reuse)), LogRefusal.KEY_ALREADY_KNOWN);
  }

  @Test
  void aCertificateOfAForeignAuthorityIsRefused() {
    CircleState founded = circle.founded();
    var foreign =
        new Action.TrustKey(
            issuer(1), KeyPurpose.CODE, TestAuthority.named("rogue").issue(codeKey(issuer(1))));
    assertRefused(founded.apply(circle.executed(founded, foreign)), LogRefusal.CERTIFICATE_REFUSED);
  }

  @Test
  void productionGetsNoKeyForCode() {
    CircleState founded = circle.founded();
    var grab =
        new Action.TrustKey(
            TestCircle.PRODUCTION,
            KeyPurpose.CODE,
            circle.authority().issue(TestSigner.named("grab")));
    assertRefused(founded.apply(circle.executed(founded, grab)), LogRefusal.ISSUER_NOT_ALLOWED);
  }

  @Test
  void revocationIsForEver() {
    CircleState state = circle.withCodeKey();
    Digest key = codeKey(issuer(1)).keyId();
    CircleState revoked = apply(state, circle.exported(state, new Action.RevokeKey(key)));
    assertThat(revoked.key(key, KeyPurpose.CODE)).isEmpty();
    assertRefused(
        revoked.apply(circle.executed(revoked, circle.trustCode(issuer(1)))),
        LogRefusal.KEY_ALREADY_KNOWN);
  }

  @Test
  void revocationOnABranchThatIsLeftBehindStillCounts() {
    CircleState state = circle.withCodeKey();
    Digest key = codeKey(issuer(1)).keyId();
    LogItem revocation = circle.exported(state, new Action.RevokeKey(key));
    CircleState on = apply(state, circle.exported(state, ON));
    CircleState forked = apply(on, revocation);
    LogItem checkpoint = new LogItem.Settled(circle.checkpoint(issuer(1), on.head(), START));
    CircleState settled = apply(forked, checkpoint);
    assertThat(settled.isRevoked(key)).isTrue();
    assertThat(settled.settledHead()).isEqualTo(on.head());
  }

  @Test
  void theLastIssuerCannotBeRevoked() {
    CircleState founded = circle.founded();
    for (TestSigner key : List.of(circleKey(issuer(1)), TestCircle.checkpointKey(issuer(1)))) {
      Outcome outcome = founded.apply(circle.exported(founded, new Action.RevokeKey(key.keyId())));
      assertThat(((Outcome.Refused) outcome).reason())
          .isIn(LogRefusal.TOO_FEW_ISSUERS, LogRefusal.BELOW_THRESHOLD);
    }
  }

  @Test
  void withdrawnCodeStaysWithdrawn() {
    CircleState founded = circle.founded();
    Digest code = Digest.of(Bytes.ofUtf8("a record signature"));
    CircleState state = apply(founded, circle.exported(founded, new Action.WithdrawCode(code)));
    assertThat(state.isWithdrawn(code)).isTrue();
  }

  @Test
  void oneOfTwoIssuersIsNoMajority() {
    TestCircle two = TestCircle.of(2);
    CircleState founded = two.founded();
    Envelope alone = two.instruction(founded.head(), ON, List.of(circleKey(issuer(1))));
    assertRefused(founded.apply(new LogItem.Instructed(alone, null)), LogRefusal.BELOW_THRESHOLD);
  }

  @Test
  void anIssuerRevokesItsOwnCodeKeyAlone() {
    TestCircle two = TestCircle.of(2);
    CircleState state = two.withCodeKey();
    Envelope own =
        two.instruction(
            state.head(),
            new Action.RevokeKey(codeKey(issuer(1)).keyId()),
            List.of(circleKey(issuer(1))));
    Envelope foreign =
        two.instruction(
            state.head(),
            new Action.RevokeKey(codeKey(issuer(1)).keyId()),
            List.of(circleKey(issuer(2))));
    assertRefused(state.apply(new LogItem.Instructed(foreign, null)), LogRefusal.BELOW_THRESHOLD);
    assertThat(
            apply(state, new LogItem.Instructed(own, null)).isRevoked(codeKey(issuer(1)).keyId()))
        .isTrue();
  }

  @Test
  void theAccusedIsNotCounted() {
    TestCircle three = TestCircle.of(3);
    CircleState founded = three.founded();
    var revocation = new Action.RevokeKey(circleKey(issuer(3)).keyId());
    Envelope withAccused =
        three.instruction(
            founded.head(), revocation, List.of(circleKey(issuer(1)), circleKey(issuer(3))));
    Envelope withoutAccused =
        three.instruction(
            founded.head(), revocation, List.of(circleKey(issuer(1)), circleKey(issuer(2))));
    assertRefused(
        founded.apply(new LogItem.Instructed(withAccused, null)), LogRefusal.BELOW_THRESHOLD);
    assertThat(apply(founded, new LogItem.Instructed(withoutAccused, null)).issuers())
        .containsExactlyInAnyOrder(issuer(1), issuer(2));
  }

  @Test
  void ofTwoGenuineChildrenWhatTightensInEitherIsObeyed() {
    CircleState founded = circle.founded();
    CircleState settledOn = circle.settle(apply(founded, circle.executed(founded, ON)));
    CircleState off = circle.settle(apply(settledOn, circle.executed(settledOn, OFF)));
    LogItem loosens = circle.executed(off, circle.trustCode(issuer(1)));
    LogItem tightens = circle.exported(off, ON);
    CircleState forked = apply(apply(off, loosens), tightens);
    assertThat(forked.enforcing()).isTrue();
    assertThat(forked.keys(KeyPurpose.CODE)).isEmpty();
  }

  @Test
  void bothOrdersOfAForkSettleAlike() {
    CircleState founded = circle.founded();
    LogItem trust = circle.executed(founded, circle.trustCode(issuer(1)));
    LogItem on = circle.exported(founded, ON);
    Digest trusted = apply(founded, trust).head();
    LogItem checkpoint = new LogItem.Settled(circle.checkpoint(issuer(1), trusted, START));
    CircleState one = apply(apply(apply(founded, trust), on), checkpoint);
    CircleState other = apply(apply(apply(founded, on), trust), checkpoint);
    assertThat(one.head()).isEqualTo(other.head()).isEqualTo(trusted);
    assertThat(one.enforcing()).isEqualTo(other.enforcing()).isFalse();
    assertThat(one.isSuperseded(apply(founded, on).head())).isTrue();
  }

  @Test
  void equivocatingIssuersLeaveTheCircleEnforcing() {
    CircleState founded = circle.founded();
    CircleState one = apply(founded, circle.executed(founded, circle.trustCode(issuer(1))));
    CircleState other = apply(founded, circle.executed(founded, OFF));
    CircleState forked = apply(one, circle.executed(founded, OFF));
    CircleState both =
        apply(
            apply(forked, new LogItem.Settled(circle.checkpoint(issuer(1), one.head(), START))),
            new LogItem.Settled(circle.checkpoint(issuer(1), other.head(), START)));
    assertThat(both.contradicted()).isTrue();
    assertThat(both.enforcing()).isTrue();
  }

  @Test
  void aCheckpointOfAStrangerSettlesNothing() {
    CircleState founded = circle.founded();
    CircleState executed = apply(founded, circle.executed(founded, circle.trustCode(issuer(1))));
    LogItem forged = new LogItem.Settled(circle.checkpoint(issuer(9), executed.head(), START));
    assertRefused(executed.apply(forged), LogRefusal.SIGNER_NOT_TRUSTED);
  }

  @Test
  void everyItemSurvivesItsWireForm() throws Exception {
    CircleState founded = circle.founded();
    List<LogItem> items =
        List.of(
            circle.first(),
            circle.executed(founded, circle.trustCode(issuer(1))),
            circle.exported(founded, ON),
            new LogItem.Settled(circle.checkpoint(issuer(1), founded.head(), START)));
    for (LogItem item : items) {
      assertThat(LogItem.parse(item.encode())).isEqualTo(item);
    }
  }

  private static void assertRefused(Outcome outcome, LogRefusal reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }
}
