package dev.circleoftrust.trusted.signing;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.dsse.Pae;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.statement.Checkpoint;
import dev.circleoftrust.statement.Establish;
import dev.circleoftrust.statement.Execution;
import dev.circleoftrust.statement.Instruction;
import dev.circleoftrust.statement.RecordSignature;
import dev.circleoftrust.statement.Statement;
import dev.circleoftrust.transport.CertificateRecords;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.util.List;

/**
 * Signs statements with this instance's private keys, and nothing else with them. The row of the
 * signing log is on the disk before the signature exists: a signature without a row cannot be, a
 * row without its signature can, where the process died in between.
 *
 * <p>Safe for any number of threads.
 */
public final class SigningDesk {
  private final SigningLog log;

  /** A desk that keeps this log. */
  public SigningDesk(SigningLog log) {
    this.log = log;
  }

  /**
   * Signs a statement. Must not be called inside a transaction, whose end might undo the row.
   *
   * @param signer a key of the purpose that the statement's kind asks for
   * @throws IllegalArgumentException if the key has another purpose: a programmer's fault
   */
  public Envelope sign(Statement statement, Signer signer, KeyPurpose purpose, Occasion occasion) {
    if (!maySign(purpose, statement)) {
      throw new IllegalArgumentException(
          "a %s key does not sign %s".formatted(purpose.wireName(), statement.payloadType()));
    }
    Bytes payload = statement.encode();
    var use = new KeyUse(signer.keyId(), purpose, Digest.of(payload), occasion);
    if (statement instanceof Checkpoint(_, var head, _)) {
      log.addCheckpoint(use, head);
    } else {
      log.add(use);
    }
    Bytes value = signer.sign(Pae.encode(statement.payloadType(), payload));
    return new Envelope(
        statement.payloadType(), payload, List.of(new Envelope.Signature(signer.keyId(), value)));
  }

  /**
   * A key has one purpose; so what it may sign follows from the kind of the statement. A key that
   * has a certificate also signs the record of that certificate, to prove its possession.
   */
  private static boolean maySign(KeyPurpose purpose, Statement statement) {
    return switch (statement) {
      case Establish _, Instruction _ -> purpose == KeyPurpose.CIRCLE_OF_TRUST;
      case RecordSignature(_, var subject, _, _) ->
          purpose == KeyPurpose.CODE
              || (purpose == KeyPurpose.CIRCLE_OF_TRUST
                  && subject.table().equals(CertificateRecords.TABLE.value()));
      case Checkpoint _ -> purpose == KeyPurpose.CHECKPOINT;
      case Execution _ -> purpose == KeyPurpose.NOTARIZATION;
    };
  }
}
