package dev.circleoftrust.keys;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** One X.509 certificate that was read in full. Immutable; has no opinion on trust. */
final class ParsedCertificate {
  /**
   * Used without being registered: which other providers a process has, and what its {@code
   * java.security} file disables this year, must not change what a certificate is found to be.
   */
  static final Provider PROVIDER = new BouncyCastleProvider();

  private final String label;
  private final Bytes der;
  private final Certificate structure;
  private final X509Certificate x509;
  private final Instant notBefore;
  private final Instant notAfter;
  private final String subject;
  private final String issuer;
  private final Optional<BasicConstraints> basicConstraints;
  private final Optional<KeyUsage> keyUsage;
  private final Optional<ExtendedKeyUsage> extendedKeyUsage;

  /**
   * Takes every field that anyone asks for, so that what cannot be read shows here.
   *
   * @throws MalformedException if a time is spelled wrongly; what else is wrong with the input
   *     surfaces as any {@link RuntimeException}
   */
  ParsedCertificate(String label, Bytes der, Certificate structure, X509Certificate x509)
      throws MalformedException {
    this.label = label;
    this.der = der;
    this.structure = structure;
    this.x509 = x509;
    this.notBefore = CertificateTime.read(structure.getStartDate());
    this.notAfter = CertificateTime.read(structure.getEndDate());
    this.subject = printable(structure.getSubject());
    this.issuer = printable(structure.getIssuer());
    Extensions extensions = structure.getTBSCertificate().getExtensions();
    this.basicConstraints = Optional.ofNullable(BasicConstraints.fromExtensions(extensions));
    this.keyUsage = Optional.ofNullable(KeyUsage.fromExtensions(extensions));
    this.extendedKeyUsage = Optional.ofNullable(ExtendedKeyUsage.fromExtensions(extensions));
  }

  /** What reports call it: its place in the chain. */
  String label() {
    return label;
  }

  Bytes der() {
    return der;
  }

  /** All that is signed. */
  TBSCertificate fields() {
    return structure.getTBSCertificate();
  }

  /** The whole, with the signature and the algorithm that is named beside it. */
  Certificate structure() {
    return structure;
  }

  /** As path validation takes it. */
  X509Certificate x509() {
    return x509;
  }

  /** The first second in which it is valid. */
  Instant notBefore() {
    return notBefore;
  }

  /** The last second in which it is valid. */
  Instant notAfter() {
    return notAfter;
  }

  /** The subject's name for a person to read; control characters and the like show as '?'. */
  String subject() {
    return subject;
  }

  /** The issuer's name for a person to read. */
  String issuer() {
    return issuer;
  }

  Optional<BasicConstraints> basicConstraints() {
    return basicConstraints;
  }

  Optional<KeyUsage> keyUsage() {
    return keyUsage;
  }

  Optional<ExtendedKeyUsage> extendedKeyUsage() {
    return extendedKeyUsage;
  }

  /** The SubjectPublicKeyInfo in DER. */
  Bytes spki() {
    return encode(fields().getSubjectPublicKeyInfo());
  }

  /**
   * True where {@code other}'s subject is spelled, to the byte, as this one's issuer (RFC 5280,
   * section 4.1.2.4 asks authorities for that).
   */
  boolean names(ParsedCertificate other) {
    return encode(fields().getIssuer()).equals(encode(other.fields().getSubject()));
  }

  /** True where the signature holds by {@code other}'s key. */
  boolean isSignedBy(ParsedCertificate other) {
    try {
      x509.verify(other.x509.getPublicKey(), PROVIDER);
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      return false; // a signature or a key that cannot even be read: an attacker's doing
    }
  }

  private static Bytes encode(ASN1Object value) {
    try {
      return Bytes.copyOf(value.getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new IllegalStateException("what was read from DER is always encodable", e);
    }
  }

  private static String printable(X500Name name) {
    return name.toString()
        .codePoints()
        .map(c -> (c >= ' ' && c <= '~') || Character.isLetterOrDigit(c) ? c : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
