package dev.circleoftrust.production.circle;

import dev.circleoftrust.keys.SignatureAlgorithm;
import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.wire.Bytes;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * Production's certificate request (PKCS#10, RFC 2986), which a person carries to the trusted
 * instance before the circle is founded. Only its public key is used there.
 *
 * @param name production's name as an issuer
 * @param pem the request
 * @param fingerprint SHA-256 of the public key, which a person compares on both sides
 */
public record NotarizationRequest(IssuerName name, String pem, String fingerprint) {
  /** The request for {@code key}, signed by it. */
  public static NotarizationRequest of(IssuerName name, Signer key) {
    try {
      var info =
          new CertificationRequestInfo(
              new X500Name("CN=" + name.value()),
              SubjectPublicKeyInfo.getInstance(key.verificationKey().spki().toByteArray()),
              new DERSet());
      Bytes signature = key.sign(Bytes.copyOf(info.getEncoded(ASN1Encoding.DER)));
      var request =
          new CertificationRequest(
              info,
              algorithm(key.verificationKey().algorithm()),
              new DERBitString(signature.toByteArray()));
      Bytes der = Bytes.copyOf(request.getEncoded(ASN1Encoding.DER));
      return new NotarizationRequest(name, pem(der), fingerprint(key));
    } catch (IOException e) {
      throw new IllegalStateException("a request of a known form is always encodable", e);
    }
  }

  private static AlgorithmIdentifier algorithm(SignatureAlgorithm algorithm) {
    return switch (algorithm) {
      case ED25519 -> new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);
      case RSA_SHA512 ->
          new AlgorithmIdentifier(
              PKCSObjectIdentifiers.sha512WithRSAEncryption, DERNull.INSTANCE); // RFC 4055, 5
    };
  }

  private static String pem(Bytes der) {
    return "-----BEGIN CERTIFICATE REQUEST-----\n%s\n-----END CERTIFICATE REQUEST-----\n"
        .formatted(der.toBase64().replaceAll("(.{64})(?!$)", "$1\n"));
  }

  private static String fingerprint(Signer key) {
    return HexFormat.ofDelimiter(":")
        .formatHex(key.keyId().value().toByteArray())
        .toUpperCase(Locale.ROOT);
  }
}
