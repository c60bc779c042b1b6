package dev.circleoftrust.production.circle;

import dev.circleoftrust.keys.SignatureAlgorithm;
import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.keys.VerificationKey;
import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Production's own key: it notarizes batches of ECC records and countersigns what was executed
 * here. In a file of mode 600, drawn at the first start; it never leaves the folder. Safe for any
 * number of threads.
 */
public final class NotarizationKey implements Signer {
  private static final String FILE = "notarization-key";

  private final NotarizationSecret secret;
  private final VerificationKey verificationKey;

  /** What kind of key is drawn where there is none. */
  public enum Type {
    /** Signs in some 25 microseconds. */
    ED25519("ed25519"),
    /** Signs in some 5 milliseconds: batches grow meanwhile. */
    RSA_4096("rsa-4096");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /** The type that is called so, if one is. */
    public static Optional<Type> named(String word) {
      return Stream.of(values()).filter(type -> type.word.equals(word)).findFirst();
    }
  }

  private NotarizationKey(NotarizationSecret secret) throws MalformedException {
    this.secret = secret;
    this.verificationKey = VerificationKey.fromSpki(secret.spki());
  }

  /**
   * The key in {@code folder}, whatever its type; one of {@code type} is drawn where there is none.
   *
   * @throws ConfigurationException if the file is damaged or open to others
   */
  public static NotarizationKey open(PrivateFolder folder, Type type, SecureRandom random) {
    Optional<Bytes> stored = folder.read(FILE, NotarizationSecret.MAX_SIZE);
    try {
      if (stored.isPresent()) {
        return new NotarizationKey(NotarizationSecret.decoded(stored.get()));
      }
      NotarizationSecret drawn = NotarizationSecret.drawn(type, random);
      folder.write(FILE, drawn.encoded());
      return new NotarizationKey(drawn);
    } catch (MalformedException e) {
      throw new ConfigurationException(
          "%s is damaged: restore it, or found a new circle".formatted(folder.file(FILE)), e);
    }
  }

  /** Whether a signature takes about as long as records linger. */
  public boolean isSlow() {
    return verificationKey.algorithm() == SignatureAlgorithm.RSA_SHA512;
  }

  @Override
  public VerificationKey verificationKey() {
    return verificationKey;
  }

  @Override
  public Bytes sign(Bytes message) {
    return secret.sign(message);
  }

  /** Which key it is; nothing of its private part. */
  @Override
  public String toString() {
    return "NotarizationKey[" + keyId() + "]";
  }
}
