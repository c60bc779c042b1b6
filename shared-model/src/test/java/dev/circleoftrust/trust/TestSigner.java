package dev.circleoftrust.trust;

import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.keys.VerificationKey;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.io.IOException;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/** An Ed25519 key that a name determines, so that every run has the same keys. */
public final class TestSigner implements Signer {
  private final Ed25519PrivateKeyParameters key;
  private final VerificationKey verificationKey;

  private TestSigner(Ed25519PrivateKeyParameters key) {
    this.key = key;
    try {
      this.verificationKey =
          VerificationKey.fromSpki(Bytes.copyOf(publicKeyOf(key).getEncoded("DER")));
    } catch (IOException | MalformedException e) {
      throw new IllegalStateException(e);
    }
  }

  public static TestSigner named(String name) {
    byte[] seed = Digest.of(Bytes.ofUtf8(name)).value().toByteArray();
    return new TestSigner(new Ed25519PrivateKeyParameters(seed));
  }

  public Ed25519PrivateKeyParameters privateKey() {
    return key;
  }

  public SubjectPublicKeyInfo publicKey() {
    return publicKeyOf(key);
  }

  private static SubjectPublicKeyInfo publicKeyOf(Ed25519PrivateKeyParameters key) {
    try {
      return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key.generatePublicKey());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
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
}
