package dev.circleoftrust.benchmarks.baseline;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;

/**
 * Something that computes ES256.
 *
 * @param name with its version
 * @param given the provider to ask for; absent for whichever the Java platform prefers
 */
record Es256Provider(String name, @Nullable Provider given) {
  private static final Duration TRIAL = Duration.ofMillis(100);
  private static final int TRIALS = 3;
  private static final byte[] MESSAGE = new byte[400];

  /** What one trial does, again and again. */
  @FunctionalInterface
  private interface Trial {
    void once() throws GeneralSecurityException;
  }

  Optional<Provider> provider() {
    return Optional.ofNullable(given);
  }

  /** The Java platform's own choice. */
  static Es256Provider ofPlatform() {
    try {
      Provider own = Signature.getInstance("SHA256withECDSA").getProvider();
      return new Es256Provider("the JDK's " + own, null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no ES256 on this Java platform", e);
    }
  }

  /** The fastest known that is Java only. */
  static Es256Provider bouncyCastle() {
    return of(new BouncyCastleProvider());
  }

  /** Of all that can be had on this machine, native ones too, what verifies fastest in a trial. */
  static Es256Provider fastestToVerify() {
    return fastest(true);
  }

  /** The same for signing. */
  static Es256Provider fastestToSign() {
    return fastest(false);
  }

  private static Es256Provider fastest(boolean verifying) {
    return available()
        .max(Comparator.comparingDouble(provider -> provider.tried(verifying)))
        .orElseThrow();
  }

  private static Stream<Es256Provider> available() {
    return Stream.of(
            Stream.of(ofPlatform(), bouncyCastle()),
            Stream.ofNullable(conscrypt()),
            Stream.ofNullable(corretto()))
        .flatMap(found -> found);
  }

  private static @Nullable Es256Provider conscrypt() {
    return Conscrypt.isAvailable() ? of(Conscrypt.newProvider()) : null;
  }

  private static @Nullable Es256Provider corretto() {
    AmazonCorrettoCryptoProvider corretto = AmazonCorrettoCryptoProvider.INSTANCE;
    return corretto.getLoadingError() == null ? of(corretto) : null;
  }

  private static Es256Provider of(Provider provider) {
    return new Es256Provider(provider.toString(), provider);
  }

  /** How many it does a second. */
  private double tried(boolean verifying) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair key = generator.generateKeyPair();
      byte[] signed = sign(key);
      Trial trial = verifying ? () -> verify(key, signed) : () -> sign(key);
      double best = 0;
      for (int i = 0; i < TRIALS; i++) {
        best = Math.max(best, rate(trial));
      }
      return best;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(name + " has no ES256", e);
    }
  }

  private static double rate(Trial trial) throws GeneralSecurityException {
    long begin = System.nanoTime();
    long done = 0;
    while (System.nanoTime() - begin < TRIAL.toNanos()) {
      trial.once();
      done++;
    }
    return (double) done / (System.nanoTime() - begin);
  }

  private byte[] sign(KeyPair key) throws GeneralSecurityException {
    Signature signature = instance();
    signature.initSign(key.getPrivate());
    signature.update(MESSAGE);
    return signature.sign();
  }

  private void verify(KeyPair key, byte[] signed) throws GeneralSecurityException {
    Signature signature = instance();
    signature.initVerify(key.getPublic());
    signature.update(MESSAGE);
    if (!signature.verify(signed)) {
      throw new SignatureException(name + " does not verify what it signed");
    }
  }

  private Signature instance() throws GeneralSecurityException {
    return given == null
        ? Signature.getInstance("SHA256withECDSA")
        : Signature.getInstance("SHA256withECDSA", given);
  }
}
