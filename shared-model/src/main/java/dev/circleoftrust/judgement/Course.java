package dev.circleoftrust.judgement;

import static dev.circleoftrust.judgement.Rejection.require;

import dev.circleoftrust.batch.Proven;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.trust.Checkpoints;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.Standing;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The course of one judgement: each check in its order, and what held so far. */
final class Course {
  private final Judge judge;
  private final ReceivedRecord received;
  private final CircleView view;
  private final Instant now;
  private final Precedents precedents;
  private final Set<Check> passed = EnumSet.noneOf(Check.class);
  private @Nullable Proven proof;
  private @Nullable Rejection unproven;
  private @Nullable PartitionMemory advanced;
  private EccFirewall.@Nullable Decision firewall;

  Course(
      Judge judge, ReceivedRecord received, CircleView view, Instant now, Precedents precedents) {
    this.judge = judge;
    this.received = received;
    this.view = view;
    this.now = now;
    this.precedents = precedents;
  }

  /** Looks for a batch proof, and remembers why there is none: a firewall rule may not need it. */
  void readProof() throws Rejection {
    Bytes value = value();
    if (value.size() > OutboundMessage.MAX_SIZE) {
      throw new Rejection(RejectionReason.OVERSIZE, value.size() + " bytes");
    }
    try {
      proof = BatchProofs.prove(received, value, circle(), precedents);
      passed.add(Check.BATCH_PROOF);
    } catch (Rejection e) {
      unproven = e;
    }
  }

  /** Positions of notarized records advance whether Code Signing is enforced or not. */
  void requirePosition(PartitionMemory memory) throws Rejection {
    if (proof != null) {
      advanced = Position.after(memory, proof, now.plus(Checkpoints.MAX_AHEAD));
      passed.add(Check.POSITION);
    }
  }

  Verdict verdict() throws Rejection {
    if (proof != null) {
      requireInTime(proof);
    }
    boolean mayAccept = judge.firewall().mayAccept();
    if (view.standing().enforced() && unproven != null && !mayAccept) {
      throw unproven; // its bytes are never parsed
    }
    OutboundMessage message = parse();
    EccFirewall.@Nullable Rule rule = requireAllowed(message);
    if (rule != null) {
      return new AllowedByFirewall(
          new Permit(Works.unverified(message), circle().head(), notAfter()), rule);
    }
    return switch (view.standing()) {
      case Standing.ProvenOff(var head, var until) ->
          new NotEnforced(new Permit(Works.unverified(message), head, earlier(until, notAfter())));
      case Standing.Enforced _ -> verified(message);
    };
  }

  Rejected rejected(Rejection rejection) {
    return new Rejected(rejection.reason(), rejection.detail(), List.copyOf(passed));
  }

  Judgement judgement(Verdict verdict, PartitionMemory before) {
    return new Judgement(verdict, advanced == null ? before : advanced, firewall);
  }

  private void requireInTime(Proven proven) throws Rejection {
    if (proven.signedAt().isAfter(now.plus(Checkpoints.MAX_AHEAD))) {
      throw new Rejection(RejectionReason.BATCH_NOT_YET_VALID, "signed at " + proven.signedAt());
    }
    Instant end = notAfter();
    if (end.isBefore(now)) {
      throw new Rejection(
          RejectionReason.BATCH_EXPIRED, "signed at " + proven.signedAt() + ", held until " + end);
    }
    passed.add(Check.EXPIRY);
  }

  private OutboundMessage parse() throws Rejection {
    try {
      OutboundMessage message = OutboundMessage.parse(value());
      passed.add(Check.FORM);
      return message;
    } catch (MalformedException e) {
      throw new Rejection(RejectionReason.MALFORMED, e.fact());
    }
  }

  /** The rule of the firewall that accepts the record, if one does. */
  private EccFirewall.@Nullable Rule requireAllowed(OutboundMessage message) throws Rejection {
    require(
        message.ecc().agent().equals(judge.agent()),
        RejectionReason.WRONG_AGENT,
        "the record is for another MID Server");
    passed.add(Check.AUDIENCE);
    EccFirewall.Decision decision = judge.firewall().decide(message.ecc().topic());
    firewall = decision;
    if (decision.rejects()) {
      throw new Rejection(
          RejectionReason.FIREWALL_DENIED,
          "the rule '" + decision.rule() + "' rejects records of this topic");
    }
    SystemCommands.require(message.ecc());
    Works.requireShortPayload(message.ecc());
    passed.add(Check.FIREWALL);
    return decision.rule();
  }

  private Verified verified(OutboundMessage message) throws Rejection {
    if (proof == null) {
      throw unproven == null ? new Rejection(RejectionReason.UNSIGNED, "no proof") : unproven;
    }
    if (CodeType.isCodeless(message.ecc())) {
      return new Verified(
          new Permit(new Work(message.ecc(), null, List.of()), circle().head(), notAfter()),
          proof,
          null);
    }
    CodeType type = Works.codeType(message.ecc());
    EccPayload payload = Works.payload(message.ecc());
    Works.requireReference(type, message, payload);
    SignedRecord code = signedCode(message);
    require(
        judge.audience().stream().anyMatch(name -> code.signature().isFor(name.value())),
        RejectionReason.WRONG_AUDIENCE,
        "the code was signed for other MID Servers");
    passed.add(Check.CODE_SIGNATURE);
    List<BoundParameter> parameters = Parameters.bind(type, code.record(), payload);
    passed.add(Check.PARAMETERS);
    return new Verified(
        new Permit(
            new Work(message.ecc(), code.record(), parameters),
            circle().head(),
            earlier(notAfter(), code.signature().notAfter())),
        proof,
        code);
  }

  private SignedRecord signedCode(OutboundMessage message) throws Rejection {
    SignatureCheck check =
        message instanceof OutboundMessage.WithCode withCode
            ? precedents.checkCode(withCode, circle(), now)
            : new SignatureCheck.Missing();
    return switch (check) {
      case SignatureCheck.Valid(var signed) -> signed;
      case SignatureCheck.Invalid(var reason, var detail) -> throw new Rejection(reason, detail);
      case SignatureCheck.Missing() ->
          throw new Rejection(
              RejectionReason.CODE_SIGNATURE_INVALID, "the record with the code has no signature");
    };
  }

  /**
   * When the record is too old: the end that production gave it, or this MID Server's own limit.
   */
  private Instant notAfter() {
    if (proof == null) {
      return now.plus(judge.maxRecordAge());
    }
    return earlier(proof.notAfter(), proof.signedAt().plus(judge.maxRecordAge()));
  }

  private Bytes value() throws Rejection {
    if (received.value() == null) {
      throw new Rejection(RejectionReason.MALFORMED, "a record without a value");
    }
    return received.value();
  }

  private CircleState circle() throws Rejection {
    if (view.circle() == null) {
      throw new Rejection(RejectionReason.NO_CIRCLE, "the circle log has no first statement yet");
    }
    return view.circle();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
