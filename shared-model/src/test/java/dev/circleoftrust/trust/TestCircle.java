package dev.circleoftrust.trust;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.dsse.Pae;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.statement.Checkpoint;
import dev.circleoftrust.statement.Establish;
import dev.circleoftrust.statement.Execution;
import dev.circleoftrust.statement.Instruction;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.statement.Statement;
import dev.circleoftrust.statement.Validity;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A whole circle in memory: real keys, certificates and signatures; any number of trusted instances
 * called {@code ti-1}, {@code ti-2} and so on, and production.
 */
public final class TestCircle {
  public static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
  public static final IssuerName PRODUCTION = new IssuerName("production");
  private static final Duration HOUR = Duration.ofHours(1);

  private final int issuers;
  private final TestAuthority authority = TestAuthority.named("root");
  private final Envelope first;

  private TestCircle(int issuers, int threshold) {
    this.issuers = issuers;
    var establish =
        new Establish(
            Digest.of(Bytes.ofUtf8("nonce " + issuers)),
            new Establish.Production(PRODUCTION, notarization().verificationKey().spki()),
            List.of(authority.root()),
            names().map(this::founder).toList(),
            threshold,
            1,
            Validity.startingAt(START, HOUR));
    this.first = sign(establish, names().map(TestCircle::circleKey).toList());
  }

  public static TestCircle of(int issuers) {
    return new TestCircle(issuers, 1);
  }

  public static IssuerName issuer(int number) {
    return new IssuerName("ti-" + number);
  }

  public static TestSigner circleKey(IssuerName issuer) {
    return TestSigner.named(issuer + " circle-of-trust");
  }

  public static TestSigner codeKey(IssuerName issuer) {
    return TestSigner.named(issuer + " code");
  }

  public static TestSigner checkpointKey(IssuerName issuer) {
    return TestSigner.named(issuer + " checkpoint");
  }

  public static TestSigner notarization() {
    return TestSigner.named("production notarization");
  }

  public TestAuthority authority() {
    return authority;
  }

  public Digest id() {
    return first.statementId();
  }

  public LogItem.First first() {
    return new LogItem.First(first);
  }

  /** The state after the first statement. */
  public CircleState founded() {
    return applied(CircleState.establish(id(), first()));
  }

  /** The state with the first trusted instance's code key trusted and settled. */
  public CircleState withCodeKey() {
    CircleState state = founded();
    state = apply(state, executed(state, trustCode(issuer(1))));
    return settle(state);
  }

  public Action.TrustKey trustCode(IssuerName issuer) {
    return new Action.TrustKey(issuer, KeyPurpose.CODE, authority.issue(codeKey(issuer)));
  }

  /** An instruction on the state's head by every issuer, with production's countersignature. */
  public LogItem.Instructed executed(CircleState state, Action action) {
    Envelope envelope = instruction(state.head(), action, allCircleKeys());
    return new LogItem.Instructed(envelope, execution(envelope, notarization()));
  }

  /** An instruction on the state's head by every issuer, without a countersignature. */
  public LogItem.Instructed exported(CircleState state, Action action) {
    return new LogItem.Instructed(instruction(state.head(), action, allCircleKeys()), null);
  }

  public Envelope instruction(Digest previous, Action action, List<? extends Signer> signers) {
    return sign(new Instruction(id(), previous, action, Validity.startingAt(START, HOUR)), signers);
  }

  public Envelope execution(Envelope instruction, Signer signer) {
    return sign(
        new Execution(id(), instruction.statementId(), Validity.startingAt(START, HOUR)),
        List.of(signer));
  }

  public Envelope checkpoint(IssuerName issuer, Digest head, Instant at) {
    return sign(
        new Checkpoint(id(), head, Validity.startingAt(at, Duration.ofDays(1))),
        List.of(checkpointKey(issuer)));
  }

  /** The state with checkpoints by every issuer for its head. */
  public CircleState settle(CircleState state) {
    CircleState settled = state;
    for (IssuerName issuer : names().toList()) {
      LogItem item = new LogItem.Settled(checkpoint(issuer, state.head(), START));
      if (settled.apply(item) instanceof Outcome.Applied(var next)) {
        settled = next;
      }
    }
    return settled;
  }

  public static CircleState apply(CircleState state, LogItem item) {
    return applied(state.apply(item));
  }

  public static CircleState applied(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Applied(var state) -> state;
      case Outcome.Refused(var reason, var detail) ->
          throw new AssertionError(reason.code() + ": " + detail);
    };
  }

  public static Envelope sign(Statement statement, List<? extends Signer> signers) {
    Bytes payload = statement.encode();
    Bytes signed = Pae.encode(statement.payloadType(), payload);
    var signatures = new ArrayList<Envelope.Signature>();
    for (Signer signer : signers) {
      signatures.add(new Envelope.Signature(signer.keyId(), signer.sign(signed)));
    }
    return new Envelope(statement.payloadType(), payload, signatures);
  }

  public List<TestSigner> allCircleKeys() {
    return names().map(TestCircle::circleKey).toList();
  }

  private Establish.Founder founder(IssuerName name) {
    return new Establish.Founder(
        name, authority.issue(circleKey(name)), checkpointKey(name).verificationKey().spki());
  }

  private Stream<IssuerName> names() {
    return Stream.iterate(1, number -> number + 1).limit(issuers).map(TestCircle::issuer);
  }
}
