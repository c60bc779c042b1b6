package dev.circleoftrust.trust;

import static dev.circleoftrust.trust.TestCircle.START;
import static dev.circleoftrust.trust.TestCircle.apply;
import static dev.circleoftrust.trust.TestCircle.issuer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.statement.Action;
import dev.circleoftrust.wire.Digest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What proves that Code Signing is off. */
class CheckpointsTest {
  private static final Duration DAY = Checkpoints.DEFAULT_MAX_AGE;

  private final TestCircle circle = TestCircle.of(1);
  private final CircleState founded = circle.founded();

  @Test
  void aFreshCheckpointOfTheHeadProvesOff() {
    Standing standing = told(founded.head(), START).standing(founded, START, DAY);
    assertThat(standing).isEqualTo(new Standing.ProvenOff(founded.head(), START.plus(DAY)));
  }

  @Test
  void withoutAnyCheckpointNothingIsProven() {
    assertEnforced(Checkpoints.none(), founded, START, Standing.Cause.NOT_FRESH);
  }

  @Test
  void freezeIsNoticedAfterADay() {
    assertEnforced(
        told(founded.head(), START),
        founded,
        START.plus(DAY).plusMillis(1),
        Standing.Cause.NOT_FRESH);
  }

  @Test
  void aClockTwoYearsAheadEnforces() {
    assertEnforced(
        told(founded.head(), START),
        founded,
        START.plus(Duration.ofDays(730)),
        Standing.Cause.NOT_FRESH);
  }

  @Test
  void aCheckpointFromTheFutureIsNotRemembered() {
    Checkpoints checkpoints =
        Checkpoints.none().with(genuine(founded.head(), START.plusSeconds(61)), START);
    assertEnforced(checkpoints, founded, START, Standing.Cause.NOT_FRESH);
    assertThat(checkpoints.trusted(founded)).isEmpty();
  }

  @Test
  void aCutLogIsNoticed() {
    CircleState on = apply(founded, circle.executed(founded, new Action.TurnOn()));
    assertEnforced(told(on.head(), START), founded, START, Standing.Cause.BEHIND);
  }

  @Test
  void anOlderWordIsNoNewerWord() {
    CircleState on = apply(founded, circle.executed(founded, new Action.TurnOn()));
    Checkpoints checkpoints =
        told(on.head(), START).with(genuine(founded.head(), START.minusSeconds(1)), START);
    assertEnforced(checkpoints, founded, START, Standing.Cause.BEHIND);
  }

  @Test
  void whatTheLogTurnsOnNoCheckpointTurnsOff() {
    CircleState on = apply(founded, circle.executed(founded, new Action.TurnOn()));
    assertEnforced(told(founded.head(), START), on, START, Standing.Cause.TURNED_ON);
  }

  @Test
  void aCheckpointFromBeforeTheLastChangeProvesNothing() {
    CircleState on = circle.settle(apply(founded, circle.executed(founded, new Action.TurnOn())));
    CircleState off = circle.settle(apply(on, circle.executed(on, new Action.TurnOff())));
    assertThat(off.enforcing()).isFalse();
    assertEnforced(told(founded.head(), START), off, START, Standing.Cause.NOT_FRESH);
    assertThat(told(off.head(), START).standing(off, START, DAY).enforced()).isFalse();
  }

  @Test
  void anInstructionThatOnlyWaitsDoesNotEndTheProof() {
    CircleState waiting = apply(founded, circle.executed(founded, circle.trustCode(issuer(1))));
    assertThat(told(founded.head(), START).standing(waiting, START, DAY).enforced()).isFalse();
  }

  @Test
  void oneOfTwoIssuersProvesNothing() {
    TestCircle two = TestCircle.of(2);
    CircleState state = two.founded();
    var one =
        (CheckpointReading.Genuine) state.read(two.checkpoint(issuer(1), state.head(), START));
    var other =
        (CheckpointReading.Genuine) state.read(two.checkpoint(issuer(2), state.head(), START));
    Checkpoints alone = Checkpoints.none().with(one, START);
    assertEnforced(alone, state, START, Standing.Cause.NOT_FRESH);
    assertThat(alone.with(other, START).standing(state, START, DAY).enforced()).isFalse();
  }

  private Checkpoints told(Digest head, Instant at) {
    return Checkpoints.none().with(genuine(head, at), at);
  }

  private CheckpointReading.Genuine genuine(Digest head, Instant at) {
    return (CheckpointReading.Genuine) founded.read(circle.checkpoint(issuer(1), head, at));
  }

  private static void assertEnforced(
      Checkpoints checkpoints, CircleState state, Instant now, Standing.Cause cause) {
    assertThat(checkpoints.standing(state, now, DAY))
        .isInstanceOfSatisfying(
            Standing.Enforced.class, standing -> assertThat(standing.cause()).isEqualTo(cause));
  }
}
