package dev.circleoftrust.transport;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.keys.VerificationKey;
import dev.circleoftrust.record.CanonicalRecord;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.statement.Establish;
import dev.circleoftrust.statement.Instruction;
import dev.circleoftrust.statement.RecordSignature;
import dev.circleoftrust.statement.Statement;
import dev.circleoftrust.statement.Statements;
import dev.circleoftrust.statement.Validity;
import dev.circleoftrust.updateset.UpdateSet;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.util.List;

/**
 * A certificate on its way into production's trusted friends list, with its two signatures.
 *
 * @param statement the first statement, or the instruction that trusts the key
 * @param possession a record signature over the certificate's record by the certificate's own key:
 *     whoever exported it holds the private key
 */
public record CertificateExport(Envelope statement, Envelope possession) implements SignedExport {
  /** What an exported certificate is of. */
  private record Subject(List<Bytes> chain, KeyPurpose purpose, Digest circle, Validity validity) {}

  /** The statement that the certificate's own key is to sign. */
  public static RecordSignature possessionOf(Envelope statement, Bytes certificate)
      throws MalformedException {
    Subject subject = subject(statement, CertificateRecords.keyId(certificate));
    GlideRecord record = record(subject);
    List<String> fields = List.copyOf(record.fields().keySet());
    return new RecordSignature(
        subject.circle(),
        new RecordSignature.Subject(
            record.table().value(),
            record.sysId().value(),
            fields,
            CanonicalRecord.VERSION,
            CanonicalRecord.digest(record, fields)),
        List.of(RecordSignature.ANY),
        subject.validity());
  }

  /** What the certified key is to sign. */
  public KeyPurpose purpose() throws MalformedException {
    return subject().purpose();
  }

  /** DER of the certificate and of what links it to a root. */
  public List<Bytes> chain() throws MalformedException {
    return subject().chain();
  }

  /** The circle that it founds or joins. */
  public Digest circle() throws MalformedException {
    return subject().circle();
  }

  /** When it may be installed. */
  public Validity validity() throws MalformedException {
    return subject().validity();
  }

  /**
   * True where the certificate's own key signed exactly this certificate for exactly this circle.
   *
   * @param key the certificate's key, from the certificate
   */
  public boolean possessionHolds(VerificationKey key) throws MalformedException {
    Envelope.Signature signature = possession.signatures().getFirst();
    return possession.signatures().size() == 1
        && possession.payloadType().equals(RecordSignature.PAYLOAD_TYPE)
        && signature.keyId().equals(key.keyId())
        && key.verify(possession.signedBytes(), signature.value())
        && possession.payload().equals(possessionOf(statement, chain().getFirst()).encode());
  }

  @Override
  public GlideRecord record() throws MalformedException {
    return record(subject());
  }

  @Override
  public UpdateSet updateSet() throws MalformedException {
    Subject subject = subject();
    GlideRecord certificate = record(subject);
    return new Derivation(statement, subject.validity().notBefore())
        .updateSet(
            "code_signing_key_publicsigver_%s_%s"
                .formatted(subject.purpose().productName(), statement.statementId().brief()),
            "Certificate %s for circle %s"
                .formatted(certificate.value("fingerprint"), subject.circle()),
            List.of(
                certificate,
                SignatureRecords.of(possession, certificate, SignatureRecords.CIRCLE_OF_TRUST),
                SignatureRecords.of(statement, certificate, SignatureRecords.CIRCLE_OF_TRUST)));
  }

  private static GlideRecord record(Subject subject) throws MalformedException {
    return CertificateRecords.of(subject.chain(), subject.purpose().productName());
  }

  private Subject subject() throws MalformedException {
    return subject(statement, possession.signatures().getFirst().keyId());
  }

  private static Subject subject(Envelope envelope, Digest key) throws MalformedException {
    Statement statement = Statements.parse(envelope);
    return switch (statement) {
      case Establish first ->
          new Subject(
              founderWith(first, key),
              KeyPurpose.CIRCLE_OF_TRUST,
              envelope.statementId(),
              first.validity());
      case Instruction(var circle, _, Action.TrustKey trust, var validity)
          when trust.purpose().needsCertificate() ->
          new Subject(trust.material(), trust.purpose(), circle, validity);
      default -> throw new MalformedException("the statement trusts no certificate");
    };
  }

  private static List<Bytes> founderWith(Establish first, Digest key) throws MalformedException {
    for (Establish.Founder founder : first.issuers()) {
      if (CertificateRecords.keyId(founder.certificates().getFirst()).equals(key)) {
        return founder.certificates();
      }
    }
    throw new MalformedException("the first statement has no certificate of this key");
  }
}
