package dev.circleoftrust.production;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.dsse.Pae;
import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.keys.VerificationKey;
import dev.circleoftrust.statement.Statement;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.io.IOException;
import java.util.List;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/** An Ed25519 key that a name determines. */
record TestKey(Ed25519PrivateKeyParameters key) implements Signer {
  static TestKey named(String name) {
    byte[] seed = Digest.of(Bytes.ofUtf8(name)).value().toByteArray();
    return new TestKey(new Ed25519PrivateKeyParameters(seed));
  }

  SubjectPublicKeyInfo publicKey() {
    try {
      return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key.generatePublicKey());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public VerificationKey verificationKey() {
    try {
      return VerificationKey.fromSpki(Bytes.copyOf(publicKey().getEncoded("DER")));
    } catch (IOException | MalformedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Bytes sign(Bytes message) {
    var signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(message.toByteArray(), 0, message.size());
    return Bytes.copyOf(signer.generateSignature());
  }

  /** The statement in an envelope with this key's signature. */
  Envelope sign(Statement statement) {
    Bytes payload = statement.encode();
    Bytes signature = sign(Pae.encode(statement.payloadType(), payload));
    return new Envelope(
        statement.payloadType(), payload, List.of(new Envelope.Signature(keyId(), signature)));
  }
}
