package dev.circleoftrust.judgement;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.record.CanonicalRecord;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.statement.RecordSignature;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.TrustedKey;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges the signatures of a record that carries code. A pure function of its arguments; bad input
 * is an answer, never an exception.
 */
public final class RecordSignatures {
  private RecordSignatures() {}

  /**
   * Whether one of {@code envelopes} makes {@code record} trusted: any one that suffices does, so a
   * bad signature hides no good one.
   *
   * @param at the time at which the signature must hold
   */
  public static SignatureCheck check(
      GlideRecord record, List<Envelope> envelopes, CircleState circle, Instant at) {
    return find(record, envelopes, circle).at(at);
  }

  /** What each of {@code envelopes} is worth, whatever the time. */
  static CodeFindings find(GlideRecord record, List<Envelope> envelopes, CircleState circle) {
    return new CodeFindings(
        envelopes.stream().map(envelope -> find(record, envelope, circle)).toList());
  }

  private static CodeFindings.Finding find(
      GlideRecord record, Envelope envelope, CircleState circle) {
    try {
      Set<IssuerName> issuers = signers(envelope, circle);
      RecordSignature signature = parse(envelope);
      requireContext(signature, envelope.statementId(), circle);
      return new CodeFindings.Finding(
          signature.validity(), signed(record, envelope, signature, issuers));
    } catch (Rejection e) {
      return new CodeFindings.Finding(null, new SignatureCheck.Invalid(e.reason(), e.detail()));
    }
  }

  private static SignatureCheck signed(
      GlideRecord record, Envelope envelope, RecordSignature signature, Set<IssuerName> issuers) {
    try {
      requireSubject(signature.subject(), record);
      return new SignatureCheck.Valid(
          new SignedRecord(
              signedFieldsOf(record, signature.subject()),
              signature,
              envelope.statementId(),
              issuers));
    } catch (Rejection e) {
      return new SignatureCheck.Invalid(e.reason(), e.detail());
    }
  }

  private static Set<IssuerName> signers(Envelope envelope, CircleState circle) throws Rejection {
    Rejection.require(
        envelope.payloadType().equals(RecordSignature.PAYLOAD_TYPE),
        RejectionReason.CODE_SIGNATURE_INVALID,
        "the payload type is not that of a record signature");
    Bytes signed = envelope.signedBytes();
    var issuers = new LinkedHashSet<IssuerName>();
    var problem =
        new Rejection(
            RejectionReason.CODE_SIGNER_NOT_TRUSTED, "fewer signers than the circle asks");
    for (Envelope.Signature signature : envelope.signatures()) {
      Optional<TrustedKey> key = circle.key(signature.keyId(), KeyPurpose.CODE);
      if (key.isPresent() && key.get().key().verify(signed, signature.value())) {
        issuers.add(key.get().issuer());
      } else {
        problem = problemWith(signature.keyId(), key.isPresent(), circle);
      }
    }
    if (issuers.size() < circle.codeThreshold()) {
      throw problem;
    }
    return issuers;
  }

  private static Rejection problemWith(Digest key, boolean trusted, CircleState circle) {
    if (trusted) {
      return new Rejection(
          RejectionReason.CODE_SIGNATURE_INVALID, "the signature does not cover these bytes");
    }
    return circle.isRevoked(key)
        ? new Rejection(RejectionReason.CODE_KEY_REVOKED, "key %s was revoked".formatted(key))
        : new Rejection(
            RejectionReason.CODE_SIGNER_NOT_TRUSTED,
            "key %s is not trusted for code".formatted(key));
  }

  private static RecordSignature parse(Envelope envelope) throws Rejection {
    try {
      return RecordSignature.parse(envelope.payload());
    } catch (MalformedException e) {
      throw new Rejection(RejectionReason.CODE_SIGNATURE_INVALID, e.fact());
    }
  }

  private static void requireContext(
      RecordSignature signature, Digest statementId, CircleState circle) throws Rejection {
    Rejection.require(
        signature.circle().equals(circle.circle()),
        RejectionReason.CODE_WRONG_CIRCLE,
        "signed for circle " + signature.circle());
    Rejection.require(
        !circle.isWithdrawn(statementId),
        RejectionReason.CODE_WITHDRAWN,
        "record signature %s was withdrawn".formatted(statementId));
  }

  private static void requireSubject(RecordSignature.Subject subject, GlideRecord record)
      throws Rejection {
    Rejection.require(
        subject.table().equals(record.table().value())
            && subject.sysId().equals(record.sysId().value()),
        RejectionReason.CODE_SIGNATURE_INVALID,
        "the signature is of another record");
    Rejection.require(
        subject.encoding().equals(CanonicalRecord.VERSION)
            && Digest.of(encoded(record, subject.fields())).equals(subject.digest()),
        RejectionReason.CODE_SIGNATURE_INVALID,
        "the record is not as it was signed");
    List<String> required =
        CodeType.ofTable(subject.table()).map(CodeType::fields).orElse(List.of());
    for (String field : required) {
      Rejection.require(
          subject.fields().contains(field),
          RejectionReason.FIELD_NOT_SIGNED,
          "the signature does not cover field " + field);
    }
  }

  private static Bytes encoded(GlideRecord record, List<String> fields) throws Rejection {
    try {
      return CanonicalRecord.encode(record, fields);
    } catch (IllegalArgumentException e) {
      throw new Rejection(
          RejectionReason.CODE_SIGNATURE_INVALID, "the signature names what is no field");
    }
  }

  private static GlideRecord signedFieldsOf(GlideRecord record, RecordSignature.Subject subject) {
    GlideRecord signed = new GlideRecord(record.table(), record.sysId(), Map.of());
    for (String field : subject.fields()) {
      if (!field.equals(GlideRecord.SYS_ID)) { // it may be named, but is no field: see the record
        signed = signed.with(field, record.value(field));
      }
    }
    return signed;
  }
}
