package dev.circleoftrust.judgement;

import dev.circleoftrust.batch.BatchProblem;
import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.batch.LentProof;
import dev.circleoftrust.batch.NotProvenException;
import dev.circleoftrust.batch.Proven;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.wire.Bytes;

/** Proves from a record's headers that production sent it, here. */
final class BatchProofs {
  private BatchProofs() {}

  static Proven prove(
      ReceivedRecord received, Bytes value, CircleState circle, Precedents precedents)
      throws Rejection {
    var record = new BatchRecord(received.topic(), received.partition(), received.key(), value);
    LentProof lent = received.lent();
    try {
      if (lent != null) {
        return precedents.prover(lent.statement(), circle).prove(lent, record);
      }
      requireOwn(received);
      return precedents
          .prover(received.statements().getFirst(), circle)
          .prove(received.proofs().getFirst(), record);
    } catch (NotProvenException e) {
      throw new Rejection(reason(e.problem()), e.detail());
    }
  }

  private static void requireOwn(ReceivedRecord received) throws Rejection {
    int statements = received.statements().size();
    int proofs = received.proofs().size();
    if (statements == 0 && proofs == 0 && received.places().size() <= 1) {
      throw received.places().isEmpty()
          ? new Rejection(
              RejectionReason.UNSIGNED,
              "no batch signature; if it was sent before Code Signing was on, send it again")
          : new Rejection(
              RejectionReason.BATCH_PROOF_MISSING,
              "the record whose proof it shares was not read before it");
    }
    if (statements != 1 || proofs != 1) {
      throw new Rejection(
          RejectionReason.BATCH_MALFORMED,
          statements + " statements and " + proofs + " proofs, not one of each");
    }
  }

  private static RejectionReason reason(BatchProblem problem) {
    return switch (problem) {
      case MALFORMED -> RejectionReason.BATCH_MALFORMED;
      case WRONG_CIRCLE -> RejectionReason.BATCH_WRONG_CIRCLE;
      case KEY_NOT_TRUSTED -> RejectionReason.BATCH_KEY_NOT_TRUSTED;
      case SIGNATURE_INVALID -> RejectionReason.BATCH_SIGNATURE_INVALID;
      case NOT_INCLUDED -> RejectionReason.BATCH_PROOF_INVALID;
    };
  }
}
