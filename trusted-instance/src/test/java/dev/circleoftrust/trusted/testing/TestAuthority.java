package dev.circleoftrust.trusted.testing;

import dev.circleoftrust.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
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
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that issues good certificates, and bad ones on request. */
public final class TestAuthority {
  public static final String PASSWORD = "correct horse";

  private final X500Name name;
  private final KeyPair key;
  private final Instant now;
  private final X509Certificate root;

  /** What a leaf says of itself. */
  public record Leaf(
      KeyPair key, List<KeyPurposeId> usages, int keyUsage, boolean authority, Instant from) {
    public Leaf withUsages(KeyPurposeId... other) {
      return new Leaf(key, List.of(other), keyUsage, authority, from);
    }

    public Leaf withKeyUsage(int other) {
      return new Leaf(key, usages, other, authority, from);
    }

    public Leaf asAuthority() {
      return new Leaf(key, usages, keyUsage | KeyUsage.keyCertSign, true, from);
    }

    public Leaf from(Instant other) {
      return new Leaf(key, usages, keyUsage, authority, other);
    }
  }

  private TestAuthority(String name, Instant now) throws Exception {
    this.name = new X500Name("CN=" + name);
    this.now = now;
    this.key = ed25519();
    var leaf = new Leaf(key, List.of(), KeyUsage.keyCertSign, true, now.minus(Duration.ofDays(1)));
    this.root = issue(this.name, leaf);
  }

  public static TestAuthority named(String name, Instant now) throws Exception {
    return new TestAuthority(name, now);
  }

  public static KeyPair ed25519() throws Exception {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  public static KeyPair rsa(int bits) throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  public Bytes root() throws Exception {
    return Bytes.copyOf(root.getEncoded());
  }

  public X509Certificate rootCertificate() {
    return root;
  }

  /** A leaf that nothing is wrong with, valid from a minute ago for thirty days. */
  public Leaf leaf(KeyPair leafKey) {
    return new Leaf(
        leafKey,
        List.of(KeyPurposeId.id_kp_codeSigning),
        KeyUsage.digitalSignature,
        false,
        now.minus(Duration.ofMinutes(1)));
  }

  public X509Certificate issue(Leaf leaf) throws Exception {
    return issue(new X500Name("CN=leaf"), leaf);
  }

  /** A key store with this leaf, issued here, and the root. */
  public Bytes store(Leaf leaf) throws Exception {
    return pkcs12(leaf.key().getPrivate(), issue(leaf), root);
  }

  public static Bytes pkcs12(PrivateKey key, Certificate... chain) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("key", key, PASSWORD.toCharArray(), chain);
    return encoded(store);
  }

  public static Bytes encoded(KeyStore store) throws Exception {
    var out = new ByteArrayOutputStream();
    store.store(out, PASSWORD.toCharArray());
    return Bytes.copyOf(out.toByteArray());
  }

  private X509Certificate issue(X500Name subject, Leaf leaf) throws Exception {
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.valueOf(System.nanoTime()),
            Date.from(leaf.from()),
            Date.from(leaf.from().plus(Duration.ofDays(30))),
            subject,
            leaf.key().getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(leaf.authority()));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(leaf.keyUsage()));
    if (!leaf.usages().isEmpty()) {
      var usages = leaf.usages().toArray(KeyPurposeId[]::new);
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(usages));
    }
    var signer = new JcaContentSignerBuilder("Ed25519").build(key.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }
}
