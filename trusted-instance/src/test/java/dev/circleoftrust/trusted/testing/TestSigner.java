package dev.circleoftrust.trusted.testing;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.dsse.Pae;
import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.keys.VerificationKey;
import dev.circleoftrust.statement.Statement;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.List;

/** An Ed25519 key of somebody other than the instance under test. */
public final class TestSigner implements Signer {
  private final KeyPair pair;
  private final VerificationKey key;

  private TestSigner(KeyPair pair) {
    this.pair = pair;
    try {
      this.key = VerificationKey.fromSpki(Bytes.copyOf(pair.getPublic().getEncoded()));
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }

  public static TestSigner fresh() {
    try {
      return new TestSigner(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public KeyPair pair() {
    return pair;
  }

  public Envelope sign(Statement statement) {
    Bytes payload = statement.encode();
    Bytes value = sign(Pae.encode(statement.payloadType(), payload));
    return new Envelope(
        statement.payloadType(), payload, List.of(new Envelope.Signature(keyId(), value)));
  }

  @Override
  public VerificationKey verificationKey() {
    return key;
  }

  @Override
  public Bytes sign(Bytes message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(message.toByteArray());
      return Bytes.copyOf(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
