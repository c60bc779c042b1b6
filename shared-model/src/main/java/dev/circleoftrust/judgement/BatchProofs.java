package dev.circleoftrust.judgement;

import static dev.circleoftrust.judgement.Rejection.require;

import dev.circleoftrust.batch.BatchProblem;
import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.batch.NotProvenException;
import dev.circleoftrust.batch.Proven;
import dev.circleoftrust.batch.VerifiedBatch;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.wire.Bytes;

/** Proves from a record's headers that production sent it, here. */
final class BatchProofs {
  private BatchProofs() {}

  static Proven prove(
      ReceivedRecord received, Bytes value, CircleState circle, Precedents precedents)
      throws Rejection {
    require(
        !received.statements().isEmpty() || !received.proofs().isEmpty(),
        RejectionReason.UNSIGNED,
        "no batch signature; if it was sent before Code Signing was on, send it again");
    require(
        received.statements().size() == 1 && received.proofs().size() == 1,
        RejectionReason.BATCH_MALFORMED,
        "%d statements and %d proofs, not one of each"
            .formatted(received.statements().size(), received.proofs().size()));
    try {
      VerifiedBatch batch = precedents.batch(received.statements().getFirst(), circle);
      return batch.prove(
          received.proofs().getFirst(),
          new BatchRecord(received.topic(), received.partition(), received.key(), value));
    } catch (NotProvenException e) {
      throw new Rejection(reason(e.problem()), e.detail());
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
