package dev.circleoftrust.trust;

import static dev.circleoftrust.trust.RefusedException.require;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.statement.Execution;
import dev.circleoftrust.statement.Instruction;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks one instruction against the state that it would join. */
final class Admission {
  private final CircleState state;
  private final Settings settings;

  Admission(CircleState state) {
    this.state = state;
    this.settings = state.settings();
  }

  /** Verifies the bytes, then parses them, then asks whether they may change what they say. */
  LogEntry check(Envelope envelope, @Nullable Envelope execution) throws RefusedException {
    require(
        envelope.payloadType().equals(Instruction.PAYLOAD_TYPE),
        LogRefusal.MALFORMED,
        "the payload type is not that of an instruction");
    require(
        !state.containsStatement(envelope.statementId()),
        LogRefusal.ALREADY_APPLIED,
        "the instruction is in the log already");
    Signers signers = Signers.of(envelope, KeyPurpose.CIRCLE_OF_TRUST, settings);
    Set<IssuerName> issuers = new HashSet<>(signers.issuers());
    issuers.retainAll(settings.issuers());
    require(!issuers.isEmpty(), signers.problem(), "no valid signature by an issuer");
    Instruction instruction = parse(envelope);
    require(
        instruction.circle().equals(state.circle()),
        LogRefusal.WRONG_CIRCLE,
        "the instruction is for circle " + instruction.circle());
    requirePosition(instruction.previous());
    Change change = change(instruction);
    requireAuthority(change, issuers, signers.problem());
    boolean loosens = loosens(change);
    if (loosens) {
      requireExecution(execution, envelope.statementId());
    }
    requireEnoughIssuersAfter(change);
    return new LogEntry(
        Head.after(instruction.previous(), envelope.statementId()),
        envelope.statementId(),
        instruction,
        envelope,
        issuers,
        change,
        loosens);
  }

  private static Instruction parse(Envelope envelope) throws RefusedException {
    try {
      return Instruction.parse(envelope.payload());
    } catch (MalformedException e) {
      throw new RefusedException(LogRefusal.MALFORMED, e.fact());
    }
  }

  private void requirePosition(Digest previous) throws RefusedException {
    require(
        state.contains(previous),
        LogRefusal.UNKNOWN_HEAD,
        "the instruction builds on a head that is not in the log: " + previous);
    require(
        state.isOpen(previous),
        LogRefusal.SUPERSEDED,
        "the log has moved past head %s: export again".formatted(previous));
  }

  private Change change(Instruction instruction) throws RefusedException {
    return switch (instruction.action()) {
      case Action.TurnOn() -> new Change.Enforce(true);
      case Action.TurnOff() -> new Change.Enforce(false);
      case Action.WithdrawCode(var statement) -> new Change.Withdraw(statement);
      case Action.SetThreshold(var purpose, var issuers) -> new Change.Require(purpose, issuers);
      case Action.RevokeKey(var key) -> {
        require(
            settings.keys().containsKey(key),
            LogRefusal.KEY_UNKNOWN,
            "the circle never admitted key " + key);
        require(
            !isRevokedBefore(instruction.previous(), key),
            LogRefusal.ALREADY_APPLIED,
            "key %s was revoked before".formatted(key));
        yield new Change.Revoke(key);
      }
      case Action.TrustKey trust -> new Change.Admit(admit(trust, instruction));
    };
  }

  /**
   * Only on the way to {@code previous}. A revocation on a branch that is left behind holds, but no
   * checkpoint covers it, so whoever withholds it is not noticed: its signers repeat it on the log,
   * and every reader must follow them there, whichever he saw first.
   */
  private boolean isRevokedBefore(Digest previous, Digest key) {
    return state.pathTo(previous).stream()
        .anyMatch(entry -> entry.change().equals(new Change.Revoke(key)));
  }

  private TrustedKey admit(Action.TrustKey trust, Instruction instruction) throws RefusedException {
    boolean ofProduction = trust.issuer().equals(state.production());
    require(
        ofProduction == (trust.purpose() == KeyPurpose.NOTARIZATION),
        LogRefusal.ISSUER_NOT_ALLOWED,
        "production notarizes and does nothing else; nobody else notarizes");
    require(
        trust.purpose() != KeyPurpose.CIRCLE_OF_TRUST
            || settings.holders(KeyPurpose.CHECKPOINT).contains(trust.issuer()),
        LogRefusal.ISSUER_NOT_ALLOWED,
        "trust the checkpoint key of %s first".formatted(trust.issuer()));
    TrustedKey key =
        new KeyAdmission(state.roots(), instruction.notBefore())
            .admit(trust.issuer(), trust.purpose(), trust.material());
    require(
        !settings.keys().containsKey(key.id()) && !settings.revoked().contains(key.id()),
        LogRefusal.KEY_ALREADY_KNOWN,
        "the circle knows key %s already".formatted(key.id()));
    Optional<TrustedKey> waiting = state.proposed(key.id());
    require(
        waiting.isEmpty()
            || (waiting.get().issuer().equals(key.issuer())
                && waiting.get().purpose() == key.purpose()),
        LogRefusal.KEY_ALREADY_KNOWN,
        "key %s has another issuer or purpose".formatted(key.id()));
    return key;
  }

  /**
   * An issuer alone revokes its own code and checkpoint keys, and any key of production's, so that
   * nobody waits when one is stolen. Everything else takes the threshold; of what revokes an
   * issuer's key for instructions, that issuer is not counted.
   */
  private void requireAuthority(Change change, Set<IssuerName> issuers, LogRefusal problem)
      throws RefusedException {
    var counted = new HashSet<>(issuers);
    if (change instanceof Change.Revoke(var id)) {
      TrustedKey accused = settings.keys().get(id);
      if (accused != null && mayRevokeAlone(accused, issuers)) {
        return;
      }
      if (accused != null) {
        counted.remove(accused.issuer());
      }
    }
    int threshold = settings.threshold();
    LogRefusal reason = issuers.size() < threshold ? problem : LogRefusal.BELOW_THRESHOLD;
    require(
        counted.size() >= threshold,
        reason,
        "%d of %d issuers signed".formatted(counted.size(), threshold));
  }

  private boolean mayRevokeAlone(TrustedKey accused, Set<IssuerName> issuers) {
    return switch (accused.purpose()) {
      case NOTARIZATION -> true;
      case CODE, CHECKPOINT -> issuers.contains(accused.issuer());
      case CIRCLE_OF_TRUST -> false;
    };
  }

  private boolean loosens(Change change) {
    return switch (change) {
      case Change.Enforce(var on) -> !on;
      case Change.Admit _ -> true;
      case Change.Revoke _, Change.Withdraw _ -> false;
      case Change.Require(var purpose, var issuers) ->
          issuers
              < (purpose == KeyPurpose.CODE
                  ? settings.codeThreshold()
                  : settings.configuredThreshold());
    };
  }

  private void requireExecution(@Nullable Envelope execution, Digest statementId)
      throws RefusedException {
    if (execution == null) {
      throw new RefusedException(
          LogRefusal.NOT_COUNTERSIGNED, "what loosens bears production's countersignature");
    }
    Signers signers = Signers.of(execution, KeyPurpose.NOTARIZATION, settings);
    require(
        execution.payloadType().equals(Execution.PAYLOAD_TYPE)
            && signers.issuers().contains(state.production()),
        LogRefusal.NOT_COUNTERSIGNED,
        "production's countersignature is not valid");
    try {
      Execution countersignature = Execution.parse(execution.payload());
      require(
          countersignature.circle().equals(state.circle())
              && countersignature.instruction().equals(statementId),
          LogRefusal.NOT_COUNTERSIGNED,
          "the countersignature is for another instruction");
    } catch (MalformedException e) {
      throw new RefusedException(LogRefusal.NOT_COUNTERSIGNED, e.fact());
    }
  }

  private void requireEnoughIssuersAfter(Change change) throws RefusedException {
    Settings after = settings.after(change);
    require(
        after.issuers().size() >= after.threshold()
            && after.issuers().size() >= after.codeThreshold(),
        LogRefusal.TOO_FEW_ISSUERS,
        "%d issuers would be left where %d must sign"
            .formatted(after.issuers().size(), Math.max(after.threshold(), after.codeThreshold())));
  }
}
