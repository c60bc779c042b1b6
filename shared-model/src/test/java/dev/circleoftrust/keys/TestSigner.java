package dev.circleoftrust.keys;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;

/** Signs with a key pair in memory, by the JDK: another implementation than the one under test. */
public final class TestSigner implements Signer {
  private final KeyPair keyPair;
  private final VerificationKey verificationKey;

  private TestSigner(KeyPair keyPair) {
    this.keyPair = keyPair;
    try {
      verificationKey = VerificationKey.fromSpki(Bytes.copyOf(keyPair.getPublic().getEncoded()));
    } catch (MalformedException e) {
      throw new IllegalArgumentException("not a key that verifies", e);
    }
  }

  /** A new Ed25519 key. */
  public static TestSigner ed25519() {
    return new TestSigner(generate("Ed25519", 255));
  }

  /** A new RSA key. */
  public static TestSigner rsa(int bits) {
    return new TestSigner(generate("RSA", bits));
  }

  static TestSigner of(KeyPair keyPair) {
    return new TestSigner(keyPair);
  }

  static KeyPair generate(String type, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public VerificationKey verificationKey() {
    return verificationKey;
  }

  @Override
  public Bytes sign(Bytes message) {
    try {
      Signature signature =
          Signature.getInstance(
              switch (verificationKey.algorithm()) {
                case RSA_SHA512 -> "SHA512withRSA";
                case ED25519 -> "Ed25519";
              });
      signature.initSign(keyPair.getPrivate());
      signature.update(message.toByteArray());
      return Bytes.copyOf(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
