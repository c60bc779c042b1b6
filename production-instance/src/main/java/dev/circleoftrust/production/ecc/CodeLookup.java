package dev.circleoftrust.production.ecc;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.ecc.EccPayload;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.judgement.CodeType;
import dev.circleoftrust.judgement.RecordSignatures;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.judgement.SignatureCheck;
import dev.circleoftrust.judgement.SignedRecord;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.wire.MalformedException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the record whose code a row of the ECC queue asks for, and who signed it. What it finds
 * decides only whether production notarizes the row: MID Servers judge for themselves. Safe for any
 * number of threads.
 */
public final class CodeLookup {
  private final TableStore store;
  private final SignatureTable signatures;

  /** Looks in these tables. */
  public CodeLookup(TableStore store, SignatureTable signatures) {
    this.store = store;
    this.signatures = signatures;
  }

  /** Judges the code of {@code row} by what {@code circle} trusts now. */
  CodeFinding judge(EccRecord row, CircleState circle, Instant now) {
    return judge(row, circle, now, new HashMap<>());
  }

  /**
   * The same for one of several rows, which mostly name the same code.
   *
   * @param judged what was found of code in this transaction, so that nothing else can be found
   *     now, for the same circle; what is found is added
   */
  CodeFinding judge(
      EccRecord row, CircleState circle, Instant now, Map<GlideRecord, CodeFinding> judged) {
    if (CodeType.isCodeless(row)) {
      return new CodeFinding.NoCode();
    }
    Optional<CodeType> type = CodeType.ofTopic(row.topic());
    if (type.isEmpty()) {
      return codeNotSigned("no signed record can hold what topic " + row.topic() + " does");
    }
    try {
      EccPayload payload = EccPayload.parse(row.payload());
      if (type.get().isBroughtBy(row, payload)) {
        return codeNotSigned("the row brings its own code");
      }
      Optional<GlideRecord> code = named(type.get(), payload);
      return code.isPresent()
          ? judged.computeIfAbsent(code.get(), found -> judge(found, circle, now))
          : codeNotSigned("the row names no %s that is here".formatted(type.get().table()));
    } catch (MalformedException e) {
      return codeNotSigned("payload: " + e.fact());
    }
  }

  /** The record that {@code row} names, as it is, whoever signed it. */
  Optional<GlideRecord> unverified(EccRecord row) {
    Optional<CodeType> type = CodeType.ofTopic(row.topic());
    try {
      EccPayload payload = EccPayload.parse(row.payload());
      return type.isEmpty() || type.get().isBroughtBy(row, payload)
          ? Optional.empty()
          : named(type.get(), payload).map(code -> plain(type.get(), code));
    } catch (MalformedException _) {
      return Optional.empty(); // the MID Server says what is wrong with it
    }
  }

  private CodeFinding judge(GlideRecord code, CircleState circle, Instant now) {
    List<Envelope> envelopes = signatures.newestOfEachCertificate(code);
    return switch (RecordSignatures.check(code, envelopes, circle, now)) {
      case SignatureCheck.Valid(SignedRecord signed) ->
          new CodeFinding.Trusted(
              signed.record(),
              envelopes.stream()
                  .filter(envelope -> envelope.statementId().equals(signed.statementId()))
                  .map(Envelope::encode)
                  .limit(1)
                  .toList());
      case SignatureCheck.Invalid(var reason, var detail) ->
          new CodeFinding.Untrusted(reason, detail, plain(code));
      case SignatureCheck.Missing() ->
          new CodeFinding.Untrusted(
              RejectionReason.CODE_SIGNATURE_INVALID, "the record has no signature", plain(code));
    };
  }

  private Optional<GlideRecord> named(CodeType type, EccPayload payload) {
    List<String> named = payload.values(type.reference());
    try {
      return named.size() == 1
          ? store.get(new TableName(type.table()), SysId.parse(named.getFirst()))
          : Optional.empty();
    } catch (MalformedException _) {
      return Optional.empty();
    }
  }

  private static Optional<GlideRecord> plain(GlideRecord code) {
    return CodeType.ofTable(code.table().value()).map(type -> plain(type, code));
  }

  /** The fields that decide what runs: the instance's own have no place in a message. */
  private static GlideRecord plain(CodeType type, GlideRecord code) {
    var plain = new GlideRecord(code.table(), code.sysId(), Map.of());
    for (String field : type.fields()) {
      plain = plain.with(field, code.value(field));
    }
    return plain;
  }

  private static CodeFinding codeNotSigned(String detail) {
    return new CodeFinding.Untrusted(RejectionReason.CODE_NOT_SIGNED, detail, Optional.empty());
  }
}
