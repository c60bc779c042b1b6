package dev.circleoftrust.batch;

import dev.circleoftrust.keys.VerificationKey;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.Sha256;
import java.util.Optional;
import java.util.function.Function;

/**
 * A batch statement whose signature has been verified. Only {@link #verify} can make one; it may
 * then prove any number of records, each for a few hashes. Immutable.
 */
public final class VerifiedBatch {
  private final BatchStatement statement;

  private VerifiedBatch(BatchStatement statement) {
    this.statement = statement;
  }

  /**
   * Verifies a statement.
   *
   * @param header the value of the header {@link BatchStatement#HEADER}
   * @param circle the reader's circle
   * @param notarizationKeys the keys that are trusted to notarize, by id
   * @throws NotProvenException if it does not hold, whatever is wrong with it
   */
  public static VerifiedBatch verify(
      Bytes header, Digest circle, Function<Digest, Optional<VerificationKey>> notarizationKeys)
      throws NotProvenException {
    BatchStatement.Signed signed = parse(header);
    BatchStatement statement = signed.statement();
    if (!statement.circle().equals(circle)) {
      throw new NotProvenException(
          BatchProblem.WRONG_CIRCLE, "a batch of circle " + statement.circle());
    }
    Optional<VerificationKey> key = notarizationKeys.apply(statement.keyId());
    if (key.isEmpty()) {
      throw new NotProvenException(
          BatchProblem.KEY_NOT_TRUSTED, "key " + statement.keyId() + " is not trusted to notarize");
    }
    if (!key.get().verify(signed.signedBytes(), signed.signature())) {
      throw new NotProvenException(
          BatchProblem.SIGNATURE_INVALID, "the signature does not cover the batch");
    }
    return new VerifiedBatch(statement);
  }

  /** Proves records of this batch. */
  public BatchProver prover(Sha256 sha256) {
    return new BatchProver(statement, sha256);
  }

  private static BatchStatement.Signed parse(Bytes header) throws NotProvenException {
    try {
      return BatchStatement.parse(header);
    } catch (MalformedException e) {
      throw new NotProvenException(BatchProblem.MALFORMED, e.fact());
    }
  }
}
