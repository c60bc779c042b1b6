package dev.circleoftrust.transport;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.cert.X509CertificateHolder;

/** X.509 Certificates as the instances list them: records that the certificates determine. */
public final class CertificateRecords {
  /** The table of the records. */
  public static final TableName TABLE = new TableName("sys_certificate");

  /** The type of a certificate that no instance trusts yet to sign code. */
  public static final String TRUST_STORE_CERT = "Trust Store Cert";

  /** The type of a certificate in the trusted friends list. */
  public static final String TRUSTED_CODE_SIGNING_CERT = "Trusted CodeSigning Cert";

  private CertificateRecords() {}

  /**
   * The record of a certificate that is not trusted yet.
   *
   * @param chain DER, leaf first
   * @param module the cryptographic module of its key, {@code cm_code_attest} or {@code
   *     cm_code_signing}
   * @throws MalformedException if the first is no certificate
   */
  public static GlideRecord of(List<Bytes> chain, String module) throws MalformedException {
    X509CertificateHolder leaf = parse(chain.getFirst());
    var fields = new LinkedHashMap<String, String>();
    fields.put("active", "true");
    fields.put("crypto_module", module);
    fields.put("expires", GlideTime.format(leaf.getNotAfter().toInstant()));
    fields.put("fingerprint", fingerprint(chain.getFirst()));
    fields.put("issuer", leaf.getIssuer().toString());
    fields.put("key", keyId(leaf).toHex());
    fields.put("name", module + " " + leaf.getSubject());
    fields.put("pem_certificate", pem(chain));
    fields.put("short_description", "code_signing_key");
    fields.put("subject", leaf.getSubject().toString());
    fields.put("type", TRUST_STORE_CERT);
    fields.put("valid_from", GlideTime.format(leaf.getNotBefore().toInstant()));
    return new GlideRecord(
        TABLE, SignatureRecords.derivedId("certificate", chain.getFirst()), fields);
  }

  /** SHA-256 of the certificate, as people compare it: {@code 12:AB:...}. */
  public static String fingerprint(Bytes certificate) {
    String hex = Digest.of(certificate).toHex().toUpperCase(Locale.ROOT);
    return String.join(":", hex.split("(?<=\\G..)"));
  }

  /** The id of the key that {@code certificate} is of. */
  static Digest keyId(Bytes certificate) throws MalformedException {
    return keyId(parse(certificate));
  }

  private static Digest keyId(X509CertificateHolder certificate) throws MalformedException {
    try {
      return Digest.of(Bytes.copyOf(certificate.getSubjectPublicKeyInfo().getEncoded("DER")));
    } catch (IOException _) {
      throw new MalformedException("a certificate without a public key");
    }
  }

  private static X509CertificateHolder parse(Bytes der) throws MalformedException {
    try {
      return new X509CertificateHolder(der.toByteArray());
    } catch (IOException | RuntimeException _) {
      throw new MalformedException("not a certificate");
    }
  }

  private static String pem(List<Bytes> chain) {
    var pem = new StringBuilder();
    for (Bytes certificate : chain) {
      pem.append("-----BEGIN CERTIFICATE-----\n");
      pem.append(certificate.toBase64().replaceAll("(.{64})(?!$)", "$1\n"));
      pem.append("\n-----END CERTIFICATE-----\n");
    }
    return pem.toString();
  }
}
