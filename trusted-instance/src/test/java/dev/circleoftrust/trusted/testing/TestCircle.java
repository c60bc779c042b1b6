package dev.circleoftrust.trusted.testing;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.statement.Checkpoint;
import dev.circleoftrust.statement.Establish;
import dev.circleoftrust.statement.Execution;
import dev.circleoftrust.statement.Instruction;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.statement.Validity;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.Head;
import dev.circleoftrust.trust.LogItem;
import dev.circleoftrust.trust.Outcome;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A circle of one trusted instance and production, whose keys are all at hand. */
public final class TestCircle {
  public static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
  public static final Duration WINDOW = Duration.ofHours(1);

  private static final IssuerName ISSUER = new IssuerName("ti-1");

  private final TestSigner attest = TestSigner.fresh();
  private final TestSigner checkpoint = TestSigner.fresh();
  private final TestSigner notarization = TestSigner.fresh();
  private final TestAuthority authority;
  private final Envelope first;

  private TestCircle() throws Exception {
    authority = TestAuthority.named("root", START);
    var certificate = authority.issue(authority.leaf(attest.pair()));
    var founder =
        new Establish.Founder(
            ISSUER,
            List.of(Bytes.copyOf(certificate.getEncoded())),
            checkpoint.verificationKey().spki());
    var production =
        new Establish.Production(
            new IssuerName("production"), notarization.verificationKey().spki());
    first =
        attest.sign(
            new Establish(
                Digest.of(Bytes.ofUtf8("nonce")),
                production,
                List.of(authority.root()),
                List.of(founder),
                1,
                1,
                Validity.startingAt(START, WINDOW)));
  }

  public static TestCircle make() throws Exception {
    return new TestCircle();
  }

  public Digest firstHead() {
    return Head.first(first.statementId());
  }

  public LogItem first() {
    return new LogItem.First(first);
  }

  public CircleState founded() {
    return applied(CircleState.establish(first.statementId(), first()));
  }

  /** An instruction in its window, countersigned where production executed it. */
  public LogItem.Instructed instruction(Digest previous, Action action, boolean executed) {
    Envelope envelope =
        attest.sign(
            new Instruction(
                first.statementId(), previous, action, Validity.startingAt(START, WINDOW)));
    var execution =
        notarization.sign(
            new Execution(
                first.statementId(), envelope.statementId(), Validity.startingAt(START, WINDOW)));
    return new LogItem.Instructed(envelope, executed ? execution : null);
  }

  /** A Turn On that no other instruction equals. */
  public LogItem.Instructed laterTurnOn(Digest previous) {
    var validity = Validity.startingAt(START.plusSeconds(1), WINDOW);
    var instruction = new Instruction(first.statementId(), previous, new Action.TurnOn(), validity);
    return new LogItem.Instructed(attest.sign(instruction), null);
  }

  public Action trustCode() throws Exception {
    var certificate = authority.issue(authority.leaf(TestAuthority.ed25519()));
    return new Action.TrustKey(
        ISSUER, KeyPurpose.CODE, List.of(Bytes.copyOf(certificate.getEncoded())));
  }

  public LogItem settled(Digest head) {
    return new LogItem.Settled(
        checkpoint.sign(
            new Checkpoint(
                first.statementId(), head, Validity.startingAt(START, Duration.ofDays(1)))));
  }

  public static Digest headAfter(Digest previous, LogItem item) {
    return Head.after(previous, item.envelope().statementId());
  }

  public static CircleState apply(CircleState state, LogItem... items) {
    CircleState next = state;
    for (LogItem item : items) {
      next = applied(next.apply(item));
    }
    return next;
  }

  public static CircleState applied(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Applied(var state) -> state;
      case Outcome.Refused(var reason, var detail) ->
          throw new AssertionError(reason.code() + ": " + detail);
    };
  }
}
