package dev.circleoftrust.production.circle;

import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.keys.VerificationKey;
import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * Production's own key: it notarizes batches of ECC records and countersigns what was executed
 * here. An Ed25519 seed in a file of mode 600, drawn at the first start; it never leaves the
 * folder. Safe for any number of threads.
 */
public final class NotarizationKey implements Signer {
  private static final String FILE = "notarization-key";

  private final Ed25519PrivateKeyParameters key;
  private final VerificationKey verificationKey;

  private NotarizationKey(Ed25519PrivateKeyParameters key) {
    this.key = key;
    this.verificationKey = publicKey(key);
  }

  /**
   * The key in {@code folder}, drawn where there is none.
   *
   * @throws ConfigurationException if the file is damaged or open to others
   */
  public static NotarizationKey open(PrivateFolder folder, SecureRandom random) {
    Optional<Bytes> stored = folder.read(FILE, Ed25519PrivateKeyParameters.KEY_SIZE);
    if (stored.isEmpty()) {
      var drawn = new Ed25519PrivateKeyParameters(random);
      folder.write(FILE, Bytes.copyOf(drawn.getEncoded()));
      return new NotarizationKey(drawn);
    }
    if (stored.get().size() != Ed25519PrivateKeyParameters.KEY_SIZE) {
      throw new ConfigurationException(
          "%s is damaged: restore it, or found a new circle".formatted(folder.file(FILE)));
    }
    return new NotarizationKey(new Ed25519PrivateKeyParameters(stored.get().toByteArray()));
  }

  @Override
  public VerificationKey verificationKey() {
    return verificationKey;
  }

  @Override
  public Bytes sign(Bytes message) {
    var signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(message.toByteArray(), 0, message.size());
    return Bytes.copyOf(signer.generateSignature());
  }

  private static VerificationKey publicKey(Ed25519PrivateKeyParameters key) {
    try {
      var spki = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key.generatePublicKey());
      return VerificationKey.fromSpki(Bytes.copyOf(spki.getEncoded(ASN1Encoding.DER)));
    } catch (IOException | MalformedException e) {
      throw new IllegalStateException("a key that was drawn here is always encodable", e);
    }
  }

  /** Which key it is; nothing of its private part. */
  @Override
  public String toString() {
    return "NotarizationKey[" + keyId() + "]";
  }
}
