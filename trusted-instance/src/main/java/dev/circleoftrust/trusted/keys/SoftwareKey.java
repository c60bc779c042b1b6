package dev.circleoftrust.trusted.keys;

import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.keys.VerificationKey;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/** A private key in this process's memory. Safe for any number of threads. */
final class SoftwareKey implements Signer {
  private final PrivateKey key;
  private final VerificationKey verificationKey;

  private SoftwareKey(PrivateKey key, VerificationKey verificationKey) {
    this.key = key;
    this.verificationKey = verificationKey;
  }

  /**
   * The key of a PKCS#8 structure in DER.
   *
   * @throws MalformedException if it is none, or one that does not sign here
   */
  static SoftwareKey ofPkcs8(Bytes pkcs8) throws MalformedException {
    try {
      var info = PrivateKeyInfo.getInstance(pkcs8.toByteArray());
      VerificationKey verificationKey = publicKey(PrivateKeyFactory.createKey(info));
      String type =
          switch (verificationKey.algorithm()) {
            case RSA_SHA512 -> "RSA";
            case ED25519 -> "Ed25519";
          };
      PrivateKey key =
          KeyFactory.getInstance(type)
              .generatePrivate(new PKCS8EncodedKeySpec(pkcs8.toByteArray()));
      return new SoftwareKey(key, verificationKey);
    } catch (GeneralSecurityException | IOException | RuntimeException _) {
      throw new MalformedException("not a private key that signs here");
    }
  }

  private static VerificationKey publicKey(AsymmetricKeyParameter key)
      throws IOException, MalformedException {
    AsymmetricKeyParameter publicKey =
        switch (key) {
          case RSAPrivateCrtKeyParameters rsa ->
              new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent());
          case Ed25519PrivateKeyParameters ed25519 -> ed25519.generatePublicKey();
          default -> throw new MalformedException("a key that is neither RSA nor Ed25519");
        };
    var spki = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicKey);
    return VerificationKey.fromSpki(Bytes.copyOf(spki.getEncoded(ASN1Encoding.DER)));
  }

  @Override
  public VerificationKey verificationKey() {
    return verificationKey;
  }

  @Override
  public Bytes sign(Bytes message) {
    String algorithm =
        switch (verificationKey.algorithm()) {
          case RSA_SHA512 -> "SHA512withRSA";
          case ED25519 -> "Ed25519";
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(message.toByteArray());
      return Bytes.copyOf(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the private key cannot be used", e);
    }
  }

  @Override
  public String toString() {
    return "SoftwareKey[" + verificationKey.keyId() + "]";
  }
}
