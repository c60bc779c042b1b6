package dev.circleoftrust.keys;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate and those that issued it, as somebody presents them: nothing is known of them yet.
 * Immutable.
 *
 * @param certificates DER; 1 to {@link #MAX_CERTIFICATES}: the leaf first, then the issuer of each
 *     before it. The root may stand at the end, where key stores put it, but is not needed.
 */
public record CertificateChain(List<Bytes> certificates) {
  /** A leaf, two intermediates and the root; or a leaf and three intermediates. */
  public static final int MAX_CERTIFICATES = 4;

  /** The most bytes that one certificate may have. */
  public static final int MAX_CERTIFICATE_SIZE = 8192;

  private static final int MAX_PEM_SIZE = 1 << 16;
  private static final String BEGIN = "-----BEGIN ";
  private static final String BEGIN_CERTIFICATE = "-----BEGIN CERTIFICATE-----";
  private static final String END_CERTIFICATE = "-----END CERTIFICATE-----";

  public CertificateChain {
    certificates = List.copyOf(certificates);
    if (certificates.isEmpty() || certificates.size() > MAX_CERTIFICATES) {
      throw new IllegalArgumentException(
          "a chain of %d certificates, 1 to %d are allowed"
              .formatted(certificates.size(), MAX_CERTIFICATES));
    }
    for (Bytes certificate : certificates) {
      if (certificate.size() > MAX_CERTIFICATE_SIZE) {
        throw new IllegalArgumentException(
            "a certificate of %d bytes, %d are allowed"
                .formatted(certificate.size(), MAX_CERTIFICATE_SIZE));
      }
    }
  }

  /**
   * The chain of these certificates. They are not looked into: that is {@link CertificateProfile}'s
   * to do.
   *
   * @throws MalformedException if there are too few, too many or too large ones
   */
  public static CertificateChain ofDer(List<Bytes> certificates) throws MalformedException {
    try {
      return new CertificateChain(certificates);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("not a certificate chain: " + e.getMessage());
    }
  }

  /**
   * Reads the certificates of a PEM text (RFC 7468) in their order. Text outside of them, such as
   * {@code openssl} writes, is passed over; anything else that is wrapped in PEM is refused, so
   * that a private key is not taken along unseen.
   *
   * @throws MalformedException if {@code pem} is not such a text, or the chain not such a chain
   */
  public static CertificateChain ofPem(Bytes pem) throws MalformedException {
    if (pem.size() > MAX_PEM_SIZE) {
      throw new MalformedException(
          "%d bytes of PEM, %d are allowed".formatted(pem.size(), MAX_PEM_SIZE));
    }
    var certificates = new ArrayList<Bytes>();
    var lines = pem.toUtf8().lines().map(String::strip).iterator();
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.equals(BEGIN_CERTIFICATE)) {
        var base64 = new StringBuilder();
        for (line = ""; !line.equals(END_CERTIFICATE); line = lines.next()) {
          base64.append(line);
          if (!lines.hasNext()) {
            throw new MalformedException("PEM ends within a certificate");
          }
        }
        certificates.add(Bytes.fromBase64(base64.toString()));
      } else if (line.startsWith(BEGIN)) {
        throw new MalformedException("PEM holds something other than certificates");
      }
    }
    return ofDer(certificates);
  }
}
