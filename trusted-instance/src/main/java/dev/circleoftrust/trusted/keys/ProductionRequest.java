package dev.circleoftrust.trusted.keys;

import dev.circleoftrust.keys.VerificationKey;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.io.IOException;
import java.util.Iterator;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * Production's notarization key, as a person brought it in a certificate request (PKCS#10, RFC
 * 2986). Only the public key is taken from the request: name and purpose are this instance's to
 * give.
 *
 * @param name production's name in the circle
 * @param key the key, whose possession the request proves
 */
public record ProductionRequest(IssuerName name, VerificationKey key) {
  /** The most characters that a request may have. */
  static final int MAX_SIZE = 16 << 10;

  private static final String LABEL = "CERTIFICATE REQUEST-----";

  /**
   * Reads a request and verifies that its own key signed it.
   *
   * @throws MalformedException if it is none, its key is weak, or the signature does not hold
   */
  static ProductionRequest parse(IssuerName name, String pem) throws MalformedException {
    CertificationRequest request = decode(body(pem));
    try {
      Bytes spki = Bytes.copyOf(subjectKey(request).getEncoded(ASN1Encoding.DER));
      VerificationKey key = VerificationKey.fromSpki(spki);
      Bytes signed =
          Bytes.copyOf(request.getCertificationRequestInfo().getEncoded(ASN1Encoding.DER));
      if (!key.verify(signed, Bytes.copyOf(request.getSignature().getOctets()))) {
        throw new MalformedException(
            "the request is not signed by its own key with %s".formatted(key.algorithm().code()));
      }
      return new ProductionRequest(name, key);
    } catch (IOException _) {
      throw new MalformedException("not a certificate request");
    }
  }

  /** What the person compares with the one that production shows. */
  public String fingerprint() {
    return Fingerprint.of(key.keyId());
  }

  private static SubjectPublicKeyInfo subjectKey(CertificationRequest request) {
    return request.getCertificationRequestInfo().getSubjectPublicKeyInfo();
  }

  private static CertificationRequest decode(Bytes der) throws MalformedException {
    try {
      return CertificationRequest.getInstance(ASN1Primitive.fromByteArray(der.toByteArray()));
    } catch (IOException | RuntimeException _) {
      // The ASN.1 reader throws several kinds for bad input and documents none of them.
      throw new MalformedException("not a certificate request");
    }
  }

  private static Bytes body(String pem) throws MalformedException {
    if (pem.length() > MAX_SIZE) {
      throw new MalformedException("a request of %d characters".formatted(pem.length()));
    }
    var base64 = new StringBuilder();
    Iterator<String> lines = pem.lines().map(String::strip).iterator();
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.startsWith("-----BEGIN ") && line.endsWith(LABEL)) {
        while (lines.hasNext()) {
          line = lines.next();
          if (line.startsWith("-----END ") && line.endsWith(LABEL)) {
            return Bytes.fromBase64(base64.toString());
          }
          base64.append(line);
        }
      }
    }
    throw new MalformedException("not one certificate request in PEM");
  }
}
