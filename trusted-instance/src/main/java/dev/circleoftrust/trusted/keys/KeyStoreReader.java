package dev.circleoftrust.trusted.keys;

import dev.circleoftrust.keys.CertificateChain;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes the one private key and its certificates out of a PKCS#12 store (RFC 7292), such as {@code
 * openssl} and {@code keytool} make. Judges no certificate.
 */
final class KeyStoreReader {
  /** The most bytes that a store may have. */
  static final int MAX_SIZE = 256 << 10;

  private final KeyStore store;
  private final char[] password;

  private KeyStoreReader(KeyStore store, char[] password) {
    this.store = store;
    this.password = password;
  }

  /**
   * Reads a store.
   *
   * @param password opens the store and the key in it; overwritten before this returns
   * @param rootsAsPem authorities that the store need not hold
   */
  static ImportedKey read(Bytes pkcs12, char[] password, List<String> rootsAsPem)
      throws ActionRefusedException {
    try {
      KeyStore store = open(pkcs12, password);
      return new KeyStoreReader(store, password).read(roots(rootsAsPem));
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private static KeyStore open(Bytes pkcs12, char[] password) throws ActionRefusedException {
    if (pkcs12.size() > MAX_SIZE) {
      throw refused(KeyStoreProblem.MALFORMED, "%d bytes".formatted(pkcs12.size()));
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(pkcs12.toByteArray()), password);
      return store;
    } catch (IOException e) {
      // The one way in which the JDK tells the two apart.
      throw e.getCause() instanceof UnrecoverableKeyException
          ? refused(KeyStoreProblem.WRONG_PASSWORD, "the password does not open the store")
          : refused(KeyStoreProblem.MALFORMED, "this is not a PKCS#12 store");
    } catch (GeneralSecurityException | RuntimeException e) {
      throw refused(KeyStoreProblem.MALFORMED, "this is not a PKCS#12 store that can be read");
    }
  }

  private ImportedKey read(Set<Bytes> givenRoots) throws ActionRefusedException {
    try {
      String alias = keyAlias();
      Bytes pkcs8 = privateKey(alias);
      List<X509Certificate> chain = chain(alias);
      Set<Bytes> roots = new LinkedHashSet<>(givenRoots);
      if (isSelfIssued(chain.getLast())) {
        roots.add(der(chain.getLast()));
        if (chain.size() > 1) {
          chain.removeLast();
        }
      }
      for (X509Certificate certificate : trustedEntries()) {
        roots.add(der(certificate));
      }
      if (roots.isEmpty()) {
        throw refused(
            KeyStoreProblem.ROOT_MISSING, "neither the store nor the request holds the root");
      }
      var encoded = new ArrayList<Bytes>();
      for (X509Certificate certificate : chain) {
        encoded.add(der(certificate));
      }
      return new ImportedKey(pkcs8, encoded, List.copyOf(roots));
    } catch (GeneralSecurityException e) {
      throw refused(KeyStoreProblem.MALFORMED, "what the store holds cannot be read");
    }
  }

  private String keyAlias() throws GeneralSecurityException, ActionRefusedException {
    var aliases = new ArrayList<String>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        aliases.add(alias);
      }
    }
    return switch (aliases.size()) {
      case 0 -> throw refused(KeyStoreProblem.NO_PRIVATE_KEY, "the store holds no private key");
      case 1 -> aliases.getFirst();
      default ->
          throw refused(
              KeyStoreProblem.SEVERAL_PRIVATE_KEYS,
              "the store holds %d keys".formatted(aliases.size()));
    };
  }

  private Bytes privateKey(String alias) throws GeneralSecurityException, ActionRefusedException {
    Key key;
    try {
      key = store.getKey(alias, password);
    } catch (UnrecoverableKeyException e) {
      throw refused(KeyStoreProblem.WRONG_PASSWORD, "the password does not open the private key");
    }
    if (!(key instanceof PrivateKey)) {
      throw refused(KeyStoreProblem.NO_PRIVATE_KEY, "the store's key is not a private key");
    }
    return Bytes.copyOf(key.getEncoded());
  }

  private List<X509Certificate> chain(String alias)
      throws GeneralSecurityException, ActionRefusedException {
    var chain = new ArrayList<X509Certificate>();
    Certificate[] certificates = store.getCertificateChain(alias);
    for (Certificate certificate : certificates == null ? new Certificate[0] : certificates) {
      if (certificate instanceof X509Certificate x509) {
        chain.add(x509);
      }
    }
    if (chain.isEmpty()) {
      throw refused(KeyStoreProblem.NO_CERTIFICATE, "the store's key has no certificate");
    }
    return chain;
  }

  private List<X509Certificate> trustedEntries() throws GeneralSecurityException {
    var trusted = new ArrayList<X509Certificate>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.isCertificateEntry(alias)
          && store.getCertificate(alias) instanceof X509Certificate x509) {
        trusted.add(x509);
      }
    }
    return trusted;
  }

  private static Set<Bytes> roots(List<String> pems) throws ActionRefusedException {
    var roots = new LinkedHashSet<Bytes>();
    for (String pem : pems) {
      try {
        roots.addAll(CertificateChain.ofPem(Bytes.ofUtf8(pem)).certificates());
      } catch (MalformedException e) {
        throw refused(KeyStoreProblem.ROOT_MALFORMED, e.fact());
      } catch (IllegalArgumentException e) {
        throw refused(KeyStoreProblem.ROOT_MALFORMED, "this is not text");
      }
    }
    return roots;
  }

  private static boolean isSelfIssued(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  private static Bytes der(X509Certificate certificate) throws CertificateEncodingException {
    return Bytes.copyOf(certificate.getEncoded());
  }

  static ActionRefusedException refused(KeyStoreProblem problem, String fact) {
    return ActionRefusedException.unfit(problem.code(), "%s: %s".formatted(fact, problem.remedy()));
  }
}
