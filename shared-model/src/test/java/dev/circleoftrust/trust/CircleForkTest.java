package dev.circleoftrust.trust;

import static dev.circleoftrust.trust.TestCircle.START;
import static dev.circleoftrust.trust.TestCircle.apply;
import static dev.circleoftrust.trust.TestCircle.checkpointKey;
import static dev.circleoftrust.trust.TestCircle.circleKey;
import static dev.circleoftrust.trust.TestCircle.codeKey;
import static dev.circleoftrust.trust.TestCircle.issuer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a hostile broker makes of forks, and one issuer of his power. */
class CircleForkTest {
  private static final Action ON = new Action.TurnOn();

  private final TestCircle three = TestCircle.of(3);
  private final CircleState founded = three.founded();

  @Test
  void aReaderWhoSawARevocationOnAnotherBranchFollowsItsRepetition() {
    TestCircle circle = TestCircle.of(1);
    CircleState state = circle.withCodeKey();
    Action revoke = new Action.RevokeKey(codeKey(issuer(1)).keyId());
    LogItem aside = circle.exported(state, revoke);
    CircleState on = apply(state, circle.exported(state, ON));
    LogItem covered = new LogItem.Settled(circle.checkpoint(issuer(1), on.head(), START));
    CircleState withoutIt = apply(on, covered);
    CircleState withIt = apply(apply(on, aside), covered);
    assertRefused(withoutIt.apply(aside), LogRefusal.SUPERSEDED);
    LogItem repeated = circle.exported(withoutIt, revoke);
    CircleState one = circle.settle(apply(withoutIt, repeated));
    CircleState other = circle.settle(apply(withIt, repeated));
    assertThat(other.head()).isEqualTo(one.head());
    assertThat(other.settledHead()).isEqualTo(one.settledHead()).isEqualTo(one.head());
    assertRefused(other.apply(circle.exported(other, revoke)), LogRefusal.ALREADY_APPLIED);
  }

  @Test
  void anIssuerThatWasRevokedOnAnyBranchSettlesNothing() {
    CircleState loosened = apply(founded, three.executed(founded, three.trustCode(issuer(1))));
    Envelope revocation =
        three.instruction(
            founded.head(),
            new Action.RevokeKey(circleKey(issuer(3)).keyId()),
            List.of(circleKey(issuer(1)), circleKey(issuer(2))));
    CircleState forked = apply(loosened, new LogItem.Instructed(revocation, null));
    Digest head = loosened.head();
    CircleState half = apply(forked, covering(issuer(1), head));
    assertRefused(half.apply(covering(issuer(3), head)), LogRefusal.SIGNER_NOT_TRUSTED);
    assertThat(half.key(codeKey(issuer(1)).keyId(), KeyPurpose.CODE)).isEmpty();
    CircleState settled = apply(half, covering(issuer(2), head));
    assertThat(settled.key(codeKey(issuer(1)).keyId(), KeyPurpose.CODE)).isPresent();
  }

  @Test
  void whoeverWasRevokedSignsNoInstructionAndNoCheckpoint() {
    CircleState state = apply(founded, revocationOf(circleKey(issuer(3))));
    Envelope by = three.instruction(state.head(), ON, List.of(circleKey(issuer(3))));
    assertRefused(state.apply(new LogItem.Instructed(by, null)), LogRefusal.KEY_REVOKED);
    CircleState mute = apply(founded, revocationOf(checkpointKey(issuer(3))));
    assertRefused(mute.apply(covering(issuer(3), mute.head())), LogRefusal.KEY_REVOKED);
    assertThat(mute.read(three.checkpoint(issuer(3), mute.head(), START)))
        .isInstanceOf(CheckpointReading.Refused.class);
  }

  @Test
  void aKeyThatWasNeverAdmittedIsNotRevoked() {
    LogItem item = revocationOf(TestSigner.named("a stranger"));
    assertRefused(founded.apply(item), LogRefusal.KEY_UNKNOWN);
  }

  static Stream<Action> powers() {
    TestCircle circle = TestCircle.of(3);
    return Stream.of(
        ON,
        new Action.TurnOff(),
        circle.trustCode(issuer(1)),
        new Action.RevokeKey(circleKey(issuer(1)).keyId()),
        new Action.RevokeKey(circleKey(issuer(2)).keyId()),
        new Action.RevokeKey(checkpointKey(issuer(2)).keyId()),
        new Action.WithdrawCode(Digest.of(Bytes.ofUtf8("code"))),
        new Action.SetThreshold(KeyPurpose.CIRCLE_OF_TRUST, 1),
        new Action.SetThreshold(KeyPurpose.CIRCLE_OF_TRUST, 3),
        new Action.SetThreshold(KeyPurpose.CODE, 3));
  }

  @ParameterizedTest
  @MethodSource("powers")
  void oneOfThreeIssuersDoesNothingOfThisAlone(Action action) {
    Envelope alone = three.instruction(founded.head(), action, List.of(circleKey(issuer(1))));
    Envelope execution = three.execution(alone, TestCircle.notarization());
    assertRefused(
        founded.apply(new LogItem.Instructed(alone, execution)), LogRefusal.BELOW_THRESHOLD);
  }

  @Test
  void aRaisedThresholdHoldsForItsOwnLowering() {
    CircleState raised =
        apply(
            founded,
            three.exported(founded, new Action.SetThreshold(KeyPurpose.CIRCLE_OF_TRUST, 3)));
    assertThat(raised.threshold()).isEqualTo(3);
    Envelope two =
        three.instruction(
            raised.head(),
            new Action.SetThreshold(KeyPurpose.CIRCLE_OF_TRUST, 1),
            List.of(circleKey(issuer(1)), circleKey(issuer(2))));
    Envelope execution = three.execution(two, TestCircle.notarization());
    assertRefused(raised.apply(new LogItem.Instructed(two, execution)), LogRefusal.BELOW_THRESHOLD);
  }

  @Test
  void noThresholdIsSetThatNobodyCouldMeet() {
    for (KeyPurpose purpose : List.of(KeyPurpose.CIRCLE_OF_TRUST, KeyPurpose.CODE)) {
      LogItem item = three.exported(founded, new Action.SetThreshold(purpose, 4));
      assertRefused(founded.apply(item), LogRefusal.TOO_FEW_ISSUERS);
    }
  }

  @Test
  void afterProductionsLastKeyNothingLoosensNotEvenByItsSuccessorsOwnWord() {
    CircleState revoked = apply(founded, revocationOf(TestCircle.notarization()));
    TestSigner successor = TestSigner.named("another notarization key");
    Envelope trust =
        three.instruction(
            revoked.head(),
            new Action.TrustKey(
                TestCircle.PRODUCTION,
                KeyPurpose.NOTARIZATION,
                List.of(successor.verificationKey().spki())),
            three.allCircleKeys());
    for (TestSigner by : List.of(successor, TestCircle.notarization())) {
      assertRefused(
          revoked.apply(new LogItem.Instructed(trust, three.execution(trust, by))),
          LogRefusal.NOT_COUNTERSIGNED);
    }
    assertThat(apply(revoked, three.exported(revoked, ON)).enforcing()).isTrue();
  }

  private LogItem revocationOf(TestSigner key) {
    return three.exported(founded, new Action.RevokeKey(key.keyId()));
  }

  private LogItem covering(IssuerName issuer, Digest head) {
    return new LogItem.Settled(three.checkpoint(issuer, head, START));
  }

  private static void assertRefused(Outcome outcome, LogRefusal reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }
}
