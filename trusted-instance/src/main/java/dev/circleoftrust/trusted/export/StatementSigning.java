package dev.circleoftrust.trusted.export;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.statement.Establish;
import dev.circleoftrust.statement.Instruction;
import dev.circleoftrust.transport.CertificateExport;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.trusted.keys.CryptoModule;
import dev.circleoftrust.trusted.keys.ModuleKey;
import dev.circleoftrust.trusted.keys.ModuleKeys;
import dev.circleoftrust.trusted.signing.Occasion;
import dev.circleoftrust.trusted.signing.SigningDesk;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;

/** Signs what changes the circle, each time on a person's order. */
public final class StatementSigning {
  private final ModuleKeys keys;
  private final SigningDesk desk;

  /** Signs with {@code keys}. */
  public StatementSigning(ModuleKeys keys, SigningDesk desk) {
    this.keys = keys;
    this.desk = desk;
  }

  /** A first statement, by a key that no circle knows yet. */
  Envelope first(Establish establish, ModuleKey key, Order order) {
    Occasion occasion = order.exporting(Digest.of(establish.encode()));
    return desk.sign(establish, key.signer(), KeyPurpose.CIRCLE_OF_TRUST, occasion);
  }

  /** An instruction that is exported. */
  Envelope exported(Instruction instruction, CircleState state, Order order)
      throws ActionRefusedException {
    return sign(instruction, state, order.exporting(Digest.of(instruction.encode())));
  }

  /** An instruction that this instance appends to the log itself. */
  Envelope appended(Instruction instruction, CircleState state, Order order)
      throws ActionRefusedException {
    return sign(instruction, state, order.appending());
  }

  /** The proof that this instance has the private key of a certificate that it exports. */
  Envelope possession(Envelope statement, ModuleKey key, Order order) {
    try {
      return desk.sign(
          CertificateExport.possessionOf(statement, key.chain().getFirst()),
          key.signer(),
          key.module().purpose(),
          order.exporting(statement.statementId()));
    } catch (MalformedException e) {
      throw new IllegalStateException("the statement was just made for this certificate", e);
    }
  }

  private Envelope sign(Instruction instruction, CircleState state, Occasion occasion)
      throws ActionRefusedException {
    Signer signer = keys.trustedSigner(CryptoModule.CODE_ATTEST, state);
    return desk.sign(instruction, signer, KeyPurpose.CIRCLE_OF_TRUST, occasion);
  }
}
