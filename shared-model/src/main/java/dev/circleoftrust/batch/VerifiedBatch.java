package dev.circleoftrust.batch;

import dev.circleoftrust.keys.VerificationKey;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
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
          BatchProblem.KEY_NOT_TRUSTED,
          "key %s is not trusted to notarize".formatted(statement.keyId()));
    }
    if (!key.get().verify(signed.signedBytes(), signed.signature())) {
      throw new NotProvenException(
          BatchProblem.SIGNATURE_INVALID, "the signature does not cover the batch");
    }
    return new VerifiedBatch(statement);
  }

  /**
   * Proves that {@code record} stands in this batch.
   *
   * @param proofHeader the value of the header {@link BatchProof#HEADER}
   * @param record the record as it was fetched, from where it was fetched
   * @throws NotProvenException if it does not, or at another place
   */
  public Proven prove(Bytes proofHeader, BatchRecord record) throws NotProvenException {
    BatchProof proof = parseProof(proofHeader);
    Digest leaf = BatchLeaf.hash(statement.stream(), proof.sequence(), record);
    Optional<Digest> root =
        InclusionProof.root(leaf, proof.index(), statement.size(), proof.path());
    if (root.isEmpty() || !root.get().equals(statement.root())) {
      throw new NotProvenException(
          BatchProblem.NOT_INCLUDED, "the record is not in the batch at this place");
    }
    return new Proven(statement, proof.sequence());
  }

  private static BatchStatement.Signed parse(Bytes header) throws NotProvenException {
    try {
      return BatchStatement.parse(header);
    } catch (MalformedException e) {
      throw new NotProvenException(BatchProblem.MALFORMED, e.fact());
    }
  }

  private static BatchProof parseProof(Bytes header) throws NotProvenException {
    try {
      return BatchProof.parse(header);
    } catch (MalformedException e) {
      throw new NotProvenException(BatchProblem.MALFORMED, e.fact());
    }
  }
}
