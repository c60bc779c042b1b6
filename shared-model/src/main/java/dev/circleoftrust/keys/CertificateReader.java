package dev.circleoftrust.keys;

import static dev.circleoftrust.keys.CertificateRefusedException.require;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;

/**
 * Reads certificates strictly: everything that a later rule or the path validation looks at has
 * been parsed once here, so that no rule can fail over bad input.
 */
final class CertificateReader {
  private static final int EXTENSIONS_TAG = 3;

  private CertificateReader() {}

  /**
   * Reads one certificate in DER.
   *
   * @param label what reports call it: its place in the chain, never a name that it claims
   */
  static ParsedCertificate read(String label, Bytes der) throws CertificateRefusedException {
    try {
      if (der.size() > CertificateChain.MAX_CERTIFICATE_SIZE) {
        throw new MalformedException(
            "%d bytes, %d are allowed"
                .formatted(der.size(), CertificateChain.MAX_CERTIFICATE_SIZE));
      }
      StrictDer.check(der);
      var raw = ASN1Sequence.getInstance(der.toByteArray());
      readExtensions(label, raw);
      X509Certificate x509 = x509(der);
      // What the readers below us understood must be what was presented, to the byte.
      if (!encode(raw).equals(der) || !Bytes.copyOf(x509.getEncoded()).equals(der)) {
        throw new MalformedException("not in DER");
      }
      return new ParsedCertificate(label, der, Certificate.getInstance(raw), x509);
    } catch (MalformedException e) {
      throw new CertificateRefusedException(
          CertificateProblem.MALFORMED, "%s is malformed: %s".formatted(label, e.fact()));
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      // The readers throw many kinds for bad input, and their messages may quote it.
      throw new CertificateRefusedException(
          CertificateProblem.MALFORMED, label + " is not an X.509 certificate");
    }
  }

  /** Reads the extensions before a reader that would call a repeated one merely malformed. */
  private static void readExtensions(String label, ASN1Sequence certificate)
      throws CertificateRefusedException, MalformedException, IOException {
    var identifiers = new HashSet<ASN1ObjectIdentifier>();
    for (ASN1Encodable element : rawExtensions(certificate)) {
      Extension extension = Extension.getInstance(element);
      // Tells apart a criticality of FALSE that is spelled out, which DER omits.
      if (!encode(extension).equals(encode(element))) {
        throw new MalformedException("an extension that is not in DER");
      }
      StrictDer.check(Bytes.copyOf(extension.getExtnValue().getOctets()));
      require(
          identifiers.add(extension.getExtnId()),
          CertificateProblem.EXTENSION_REPEATED,
          label + " has an extension twice");
    }
  }

  private static List<ASN1Encodable> rawExtensions(ASN1Sequence certificate) {
    var extensions = new ArrayList<ASN1Encodable>();
    for (ASN1Encodable field : ASN1Sequence.getInstance(certificate.getObjectAt(0))) {
      if (field instanceof ASN1TaggedObject tagged && tagged.hasContextTag(EXTENSIONS_TAG)) {
        ASN1Sequence.getInstance(tagged, true).forEach(extensions::add);
      }
    }
    return extensions;
  }

  private static X509Certificate x509(Bytes der) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509", ParsedCertificate.PROVIDER)
            .generateCertificate(new ByteArrayInputStream(der.toByteArray()));
  }

  private static Bytes encode(ASN1Encodable value) throws IOException {
    return Bytes.copyOf(value.toASN1Primitive().getEncoded(ASN1Encoding.DER));
  }
}
