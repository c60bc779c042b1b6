package dev.circleoftrust.production;

import dev.circleoftrust.wire.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcEdECContentSignerBuilder;

/** A root that issues code-signing certificates, valid from a day before {@code now} for a year. */
final class TestAuthority {
  private final TestKey key;
  private final X500Name name;
  private final Instant now;
  private final Bytes root;
  private int serial = 1;

  TestAuthority(String name, Instant now) {
    this.key = TestKey.named(name);
    this.name = new X500Name("CN=" + name);
    this.now = now;
    this.root = makeRoot();
  }

  Bytes root() {
    return root;
  }

  Bytes issue(String subject, TestKey to) {
    try {
      X509v3CertificateBuilder builder = builder(new X500Name("CN=" + subject), to);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
      return build(builder);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Bytes makeRoot() {
    try {
      X509v3CertificateBuilder builder = builder(name, key);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return build(builder);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509v3CertificateBuilder builder(X500Name subject, TestKey to) {
    Date from = Date.from(now.minus(Duration.ofDays(1)));
    Date until = Date.from(now.plus(Duration.ofDays(365)));
    return new X509v3CertificateBuilder(
        name, BigInteger.valueOf(serial++), from, until, subject, to.publicKey());
  }

  private Bytes build(X509v3CertificateBuilder builder) throws IOException {
    var algorithm = new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);
    try {
      var signer = new BcEdECContentSignerBuilder(algorithm).build(key.key());
      return Bytes.copyOf(builder.build(signer).getEncoded());
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}
