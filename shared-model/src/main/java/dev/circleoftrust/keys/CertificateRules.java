package dev.circleoftrust.keys;

import static dev.circleoftrust.keys.CertificateRefusedException.require;

import dev.circleoftrust.wire.MalformedException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** What every certificate of a chain must satisfy, the root too, whatever its place. */
final class CertificateRules {
  private static final int VERSION = 3;
  private static final int MAX_SERIAL_SIZE = 20;

  /** With their parameters: RFC 4055 wants a NULL; RFC 5758 and RFC 8410 want nothing. */
  private static final Set<AlgorithmIdentifier> SIGNATURE_ALGORITHMS =
      Set.of(
          rsa(PKCSObjectIdentifiers.sha256WithRSAEncryption),
          rsa(PKCSObjectIdentifiers.sha384WithRSAEncryption),
          rsa(PKCSObjectIdentifiers.sha512WithRSAEncryption),
          new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256),
          new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384),
          new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA512),
          new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519));

  /** NIST P-256 and P-384 by name (RFC 5480); for authorities only, we sign with neither. */
  private static final List<ASN1ObjectIdentifier> CURVES =
      List.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1);

  private CertificateRules() {}

  static void check(ParsedCertificate certificate, Instant at) throws CertificateRefusedException {
    identity(certificate);
    algorithms(certificate);
    dates(certificate, at);
    key(certificate);
  }

  private static void identity(ParsedCertificate certificate) throws CertificateRefusedException {
    String label = certificate.label();
    int version = certificate.fields().getVersionNumber();
    require(
        version == VERSION,
        CertificateProblem.VERSION_REFUSED,
        "%s is of version %d, not 3".formatted(label, version));
    BigInteger serial = certificate.fields().getSerialNumber().getValue();
    require(
        serial.signum() > 0 && serial.toByteArray().length <= MAX_SERIAL_SIZE,
        CertificateProblem.SERIAL_REFUSED,
        label + " has a serial number that is not positive or has more than 20 bytes");
    require(
        certificate.fields().getSubject().size() > 0 && certificate.fields().getIssuer().size() > 0,
        CertificateProblem.NAME_EMPTY,
        label + " does not name its subject and its issuer");
  }

  private static void algorithms(ParsedCertificate certificate) throws CertificateRefusedException {
    AlgorithmIdentifier signed = certificate.fields().getSignature();
    require(
        signed.equals(certificate.structure().getSignatureAlgorithm()),
        CertificateProblem.SIGNATURE_ALGORITHM_MISMATCHED,
        certificate.label() + " names one signature algorithm inside and another outside");
    require(
        SIGNATURE_ALGORITHMS.contains(signed),
        CertificateProblem.SIGNATURE_ALGORITHM_REFUSED,
        "%s is signed with algorithm %s, not with SHA-256 to SHA-512 and RSA or ECDSA, nor Ed25519"
            .formatted(certificate.label(), signed.getAlgorithm()));
  }

  /** Both boundaries belong to the validity (RFC 5280, section 4.1.2.5). */
  private static void dates(ParsedCertificate certificate, Instant at)
      throws CertificateRefusedException {
    require(
        !at.isBefore(certificate.notBefore()),
        CertificateProblem.NOT_YET_VALID,
        "%s is valid from %s, not at %s"
            .formatted(certificate.label(), certificate.notBefore(), at));
    require(
        !at.isAfter(certificate.notAfter()),
        CertificateProblem.EXPIRED,
        "%s was valid until %s, not at %s"
            .formatted(certificate.label(), certificate.notAfter(), at));
  }

  private static void key(ParsedCertificate certificate) throws CertificateRefusedException {
    SubjectPublicKeyInfo info = certificate.fields().getSubjectPublicKeyInfo();
    if (info.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      ASN1Encodable curve = info.getAlgorithm().getParameters();
      require(
          CURVES.stream().anyMatch(allowed -> allowed.equals(curve)),
          CertificateProblem.KEY_REFUSED,
          certificate.label() + " has an elliptic key on a curve other than P-256 and P-384");
    } else {
      var _ = verificationKey(certificate);
    }
  }

  /** The certified key, fit to verify signatures. */
  static VerificationKey verificationKey(ParsedCertificate certificate)
      throws CertificateRefusedException {
    try {
      return VerificationKey.fromSpki(certificate.spki());
    } catch (MalformedException e) {
      throw new CertificateRefusedException(
          CertificateProblem.KEY_REFUSED, "%s has %s".formatted(certificate.label(), e.fact()));
    }
  }

  private static AlgorithmIdentifier rsa(ASN1ObjectIdentifier algorithm) {
    return new AlgorithmIdentifier(algorithm, DERNull.INSTANCE);
  }
}
