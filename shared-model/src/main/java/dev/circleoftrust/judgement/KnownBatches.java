package dev.circleoftrust.judgement;

import dev.circleoftrust.batch.BatchProblem;
import dev.circleoftrust.batch.BatchProver;
import dev.circleoftrust.batch.NotProvenException;
import dev.circleoftrust.batch.VerifiedBatch;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.Sha256;
import org.jspecify.annotations.Nullable;

/** The batches that one thread judges records of, in one circle. Not for use by several threads. */
final class KnownBatches {
  /** Statements that hold, each with one path of proven nodes: 3 KiB. */
  static final int MAX_HELD = 64;

  /** Statements whose signature does not hold: a tenth of a KiB each. */
  static final int MAX_REFUSED = 1_024;

  private final VerifiedStatements statements;
  private final Sha256 sha256 = new Sha256();
  private final Recent<Digest, BatchProver> held = new Recent<>(MAX_HELD);
  private final Recent<Digest, NotProvenException> refused = new Recent<>(MAX_REFUSED);
  private Bytes lastHeader = Bytes.empty();
  private @Nullable BatchProver last;

  KnownBatches(VerifiedStatements statements) {
    this.statements = statements;
  }

  BatchProver prover(Bytes header, CircleState circle) throws NotProvenException {
    if (last != null && lastHeader.sameAs(header)) {
      return last;
    }
    Digest id = sha256.add(header).finish();
    BatchProver prover = held.get(id);
    if (prover == null) {
      prover = verify(header, id, circle).prover(sha256);
      held.put(id, prover);
    }
    lastHeader = header;
    last = prover;
    return prover;
  }

  private VerifiedBatch verify(Bytes header, Digest id, CircleState circle)
      throws NotProvenException {
    NotProvenException known = refused.get(id);
    if (known != null) {
      throw known; // it has no stack trace, so that it is the same wherever it is thrown
    }
    try {
      return statements.verified(header, id, circle);
    } catch (NotProvenException e) {
      if (e.problem() == BatchProblem.SIGNATURE_INVALID) { // all others are found for less
        refused.put(id, e);
      }
      throw e;
    }
  }
}
