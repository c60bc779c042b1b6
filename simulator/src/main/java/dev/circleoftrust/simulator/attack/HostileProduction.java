package dev.circleoftrust.simulator.attack;

import dev.circleoftrust.batch.BatchProof;
import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.batch.BatchSigner;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.batch.SignedBatch;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.keys.VerificationKey;
import dev.circleoftrust.simulator.kafka.Broker;
import dev.circleoftrust.simulator.kafka.Seen;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * A production that lies: it notarizes what it likes, with the real key from its own folder. It
 * writes to the topics of the priority that the honest one leaves alone here, so that the positions
 * of honest rows stay as they are.
 */
final class HostileProduction implements Signer {
  private static final Priority PRIORITY = Priority.EXPEDITED;
  private static final Duration VALIDITY = Duration.ofHours(1);

  private final Ed25519PrivateKeyParameters key;
  private final VerificationKey publicKey;
  private final Bytes stream;
  private long sequence;

  /** With the key in production's folder. */
  HostileProduction(Path folder) {
    try {
      this.key =
          new Ed25519PrivateKeyParameters(Files.readAllBytes(folder.resolve("notarization-key")));
      this.publicKey =
          VerificationKey.fromSpki(
              Bytes.copyOf(
                  SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key.generatePublicKey())
                      .getEncoded()));
    } catch (IOException | MalformedException e) {
      throw new IllegalStateException("production's key cannot be taken from " + folder, e);
    }
    byte[] drawn = new byte[16];
    new SecureRandom().nextBytes(drawn);
    this.stream = Bytes.copyOf(drawn);
  }

  /**
   * Notarizes a message and sends it.
   *
   * @return its place
   */
  String send(Broker broker, String circle, OutboundMessage message) {
    try {
      String topic = new EccTopics.Output(message.ecc().agent(), PRIORITY).topic();
      Bytes recordKey = Bytes.ofUtf8(message.ecc().sysId().value());
      var record = new BatchRecord(topic, 0, recordKey, message.encode());
      Instant now = Instant.now();
      SignedBatch batch =
          new BatchSigner(this, Digest.fromHex(circle), stream)
              .sign(List.of(record), ++sequence, now, now.plus(VALIDITY));
      return broker.write(
          topic,
          recordKey,
          record.value(),
          List.of(
              new Seen.Label(BatchStatement.HEADER, batch.statement()),
              new Seen.Label(BatchProof.HEADER, batch.proof(0))));
    } catch (MalformedException e) {
      throw new IllegalStateException("a message that was just made is one", e);
    }
  }

  /** The priority of the topics that it writes to. */
  static Priority priority() {
    return PRIORITY;
  }

  @Override
  public VerificationKey verificationKey() {
    return publicKey;
  }

  @Override
  public Bytes sign(Bytes message) {
    var signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(message.toByteArray(), 0, message.size());
    return Bytes.copyOf(signer.generateSignature());
  }
}
