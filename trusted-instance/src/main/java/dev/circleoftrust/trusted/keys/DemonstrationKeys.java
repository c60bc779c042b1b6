package dev.circleoftrust.trusted.keys;

import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An authority for demonstrations and the two key stores that it issues, as an organisation's own
 * would look: PKCS#12, keys of RSA-4096. The authority's key is thrown away at once.
 */
public final class DemonstrationKeys {
  private static final Duration VALID = Duration.ofDays(365);
  private static final int BITS = 4096;
  private static final int AUTHORITY_BITS = 3072;

  private final SecureRandom random;
  private final Instant from;
  private final Map<CryptoModule, KeyPair> pairs;
  private final X500Name authorityName;
  private final KeyPair authorityKey;
  private final X509Certificate authority;

  /**
   * A key store, and what opens it.
   *
   * @param pkcs12 the store: key, certificate and root
   * @param password only here and in its file
   */
  public record Store(Bytes pkcs12, String password) {
    @Override
    public String toString() {
      return "Store[" + pkcs12.size() + " bytes]";
    }
  }

  private DemonstrationKeys(String issuer, SecureRandom random, Instant now)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    this.random = random;
    this.from = now.minus(Duration.ofMinutes(1));
    this.authorityName = new X500Name("CN=Demonstration CA of " + issuer);
    // Seconds of arithmetic each, by one thread each.
    this.pairs =
        Arrays.stream(CryptoModule.values())
            .parallel()
            .collect(Collectors.toMap(module -> module, _ -> keyPair(BITS)));
    this.authorityKey = keyPair(AUTHORITY_BITS);
    this.authority =
        issue(
            authorityName,
            authorityKey,
            new BasicConstraints(0),
            new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
  }

  /** An authority whose name tells whose demonstration it is for. */
  public static DemonstrationKeys make(String issuer, SecureRandom random, Instant now) {
    try {
      return new DemonstrationKeys(issuer, random, now);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("this Java platform cannot make certificates", e);
    }
  }

  /** Makes the key store of a module, and puts it and its password into the folder. */
  public Store store(CryptoModule module, PrivateFolder folder) {
    try {
      KeyPair pair = Objects.requireNonNull(pairs.get(module));
      X509Certificate certificate =
          issue(
              new X500Name("CN=" + module.productName()),
              pair,
              new BasicConstraints(false),
              new KeyUsage(KeyUsage.digitalSignature));
      byte[] drawn = new byte[24];
      random.nextBytes(drawn);
      String password = Base64.getUrlEncoder().encodeToString(drawn);
      Bytes pkcs12 = pkcs12(module.productName(), pair, certificate, password);
      String name = "demonstration-" + module.productName();
      folder.write(name + ".p12", pkcs12);
      folder.write(name + "-password", Bytes.ofUtf8(password + "\n"));
      return new Store(pkcs12, password);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("this Java platform cannot make key stores", e);
    }
  }

  private KeyPair keyPair(int bits) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform cannot make RSA keys", e);
    }
  }

  private X509Certificate issue(
      X500Name subject, KeyPair key, BasicConstraints constraints, KeyUsage usage)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    var builder =
        new JcaX509v3CertificateBuilder(
            authorityName,
            new BigInteger(120, random).setBit(119),
            Date.from(from),
            Date.from(from.plus(VALID)),
            subject,
            key.getPublic());
    builder.addExtension(Extension.basicConstraints, true, constraints);
    builder.addExtension(Extension.keyUsage, true, usage);
    if (!constraints.isCA()) {
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
    }
    var signer = new JcaContentSignerBuilder("SHA512withRSA").build(authorityKey.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private Bytes pkcs12(String alias, KeyPair pair, X509Certificate certificate, String password)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    var chain = new Certificate[] {certificate, authority};
    store.setKeyEntry(alias, pair.getPrivate(), password.toCharArray(), chain);
    var out = new ByteArrayOutputStream();
    store.store(out, password.toCharArray());
    return Bytes.copyOf(out.toByteArray());
  }
}
