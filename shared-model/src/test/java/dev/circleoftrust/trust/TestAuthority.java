package dev.circleoftrust.trust;

import dev.circleoftrust.wire.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcEdECContentSignerBuilder;

/** A root that issues code-signing certificates, valid from 2026 for ten years. */
public final class TestAuthority {
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Date NOT_BEFORE = Date.from(FROM);
  private static final Date NOT_AFTER = Date.from(FROM.plus(Duration.ofDays(3650)));

  private final X500Name name;
  private final TestSigner signer;
  private final Bytes root;
  private int serial = 1;

  private TestAuthority(String name) {
    this.name = new X500Name("CN=" + name);
    this.signer = TestSigner.named(name);
    this.root = makeRoot();
  }

  public static TestAuthority named(String name) {
    return new TestAuthority(name);
  }

  /** DER of the root certificate. */
  public Bytes root() {
    return root;
  }

  /** A chain of one: the certificate of {@code key}, issued by the root. */
  public List<Bytes> issue(TestSigner key) {
    try {
      X509v3CertificateBuilder builder = builder(new X500Name("CN=leaf"), key);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
      return List.of(Bytes.copyOf(builder.build(contentSigner()).getEncoded()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Bytes makeRoot() {
    try {
      X509v3CertificateBuilder builder = builder(name, signer);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return Bytes.copyOf(builder.build(contentSigner()).getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509v3CertificateBuilder builder(X500Name subject, TestSigner key) {
    return new X509v3CertificateBuilder(
        name, BigInteger.valueOf(serial++), NOT_BEFORE, NOT_AFTER, subject, key.publicKey());
  }

  private ContentSigner contentSigner() {
    try {
      return new BcEdECContentSignerBuilder(
              new org.bouncycastle.asn1.x509.AlgorithmIdentifier(
                  org.bouncycastle.asn1.edec.EdECObjectIdentifiers.id_Ed25519))
          .build(signer.privateKey());
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}
