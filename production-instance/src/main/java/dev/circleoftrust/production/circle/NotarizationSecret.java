package dev.circleoftrust.production.circle;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/** The private part of production's key, of one of two types. Safe for any number of threads. */
sealed interface NotarizationSecret {
  /** The most bytes that a kept secret has. */
  int MAX_SIZE = 4096;

  /** As it is kept. */
  Bytes encoded();

  /** The public key, as SubjectPublicKeyInfo in DER. */
  Bytes spki();

  Bytes sign(Bytes message);

  static NotarizationSecret drawn(NotarizationKey.Type type, SecureRandom random) {
    return switch (type) {
      case ED25519 -> new Ed25519(new Ed25519PrivateKeyParameters(random));
      case RSA_4096 -> Rsa.drawn(random);
    };
  }

  /** Reads what {@link #encoded} gave; the two types cannot be taken for each other. */
  static NotarizationSecret decoded(Bytes kept) throws MalformedException {
    return kept.size() == Ed25519PrivateKeyParameters.KEY_SIZE
        ? new Ed25519(new Ed25519PrivateKeyParameters(kept.toByteArray()))
        : Rsa.decoded(kept);
  }

  /** A seed of 32 bytes, signed with by Bouncy Castle: several times faster than the platform. */
  record Ed25519(Ed25519PrivateKeyParameters key) implements NotarizationSecret {
    @Override
    public Bytes encoded() {
      return Bytes.copyOf(key.getEncoded());
    }

    @Override
    public Bytes spki() {
      try {
        var spki = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key.generatePublicKey());
        return Bytes.copyOf(spki.getEncoded(ASN1Encoding.DER));
      } catch (IOException e) {
        throw new IllegalStateException("an Ed25519 key is always encodable", e);
      }
    }

    @Override
    public Bytes sign(Bytes message) {
      var signer = new Ed25519Signer();
      signer.init(true, key);
      signer.update(message.toByteArray(), 0, message.size());
      return Bytes.copyOf(signer.generateSignature());
    }

    /** Nothing of the key. */
    @Override
    public String toString() {
      return "Ed25519";
    }
  }

  /** An RSA key in PKCS#8, signed with by the platform. */
  record Rsa(PrivateKey key, Bytes spki) implements NotarizationSecret {
    private static final String ALGORITHM = "RSA";
    private static final int BITS = 4096;

    private static NotarizationSecret drawn(SecureRandom random) {
      try {
        var generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(BITS, random);
        var pair = generator.generateKeyPair();
        return new Rsa(pair.getPrivate(), Bytes.copyOf(pair.getPublic().getEncoded()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java platform has no RSA", e);
      }
    }

    private static NotarizationSecret decoded(Bytes pkcs8) throws MalformedException {
      try {
        var factory = KeyFactory.getInstance(ALGORITHM);
        var key = factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8.toByteArray()));
        if (!(key instanceof RSAPrivateCrtKey crt)) {
          throw new MalformedException("an RSA key without its public exponent");
        }
        var spki =
            factory.generatePublic(new RSAPublicKeySpec(crt.getModulus(), crt.getPublicExponent()));
        return new Rsa(key, Bytes.copyOf(spki.getEncoded()));
      } catch (GeneralSecurityException e) {
        throw new MalformedException("neither an Ed25519 seed nor an RSA key");
      }
    }

    @Override
    public Bytes encoded() {
      return Bytes.copyOf(key.getEncoded());
    }

    @Override
    public Bytes sign(Bytes message) {
      try {
        var signature = Signature.getInstance("SHA512withRSA");
        signature.initSign(key);
        signature.update(message.toByteBuffer());
        return Bytes.copyOf(signature.sign());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("the notarization key cannot be used", e);
      }
    }

    /** Nothing of the key. */
    @Override
    public String toString() {
      return ALGORITHM;
    }
  }
}
