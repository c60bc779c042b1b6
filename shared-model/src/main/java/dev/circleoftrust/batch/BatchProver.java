package dev.circleoftrust.batch;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.Sha256;

/**
 * Proves the records of one batch, each for what the ones before it left to compute: about two
 * hashes where they come in their order, and never more than the whole path. What it proved never
 * changes what it says. Not for use by several threads.
 */
public final class BatchProver {
  private final BatchStatement statement;
  private final BatchLeaf leaves;
  private final ProvenNodes nodes;
  private final byte[] leaf = new byte[Digest.SIZE];

  BatchProver(BatchStatement statement, Sha256 sha256) {
    this.statement = statement;
    this.leaves = new BatchLeaf(statement.stream(), sha256);
    this.nodes = new ProvenNodes(statement.root(), statement.size(), sha256);
  }

  /**
   * Proves that {@code record} stands in this batch.
   *
   * @param proofHeader the value of the header {@link BatchProof#HEADER}
   * @param record the record as it was fetched, from where it was fetched
   * @throws NotProvenException if it does not, or at another place
   */
  public Proven prove(Bytes proofHeader, BatchRecord record) throws NotProvenException {
    try {
      BatchProof.requireForm(proofHeader);
    } catch (MalformedException e) {
      throw new NotProvenException(BatchProblem.MALFORMED, e.fact());
    }
    long sequence = BatchProof.sequence(proofHeader);
    leaves.write(sequence, record, leaf, 0);
    return included(
        nodes.leads(leaf, BatchProof.index(proofHeader), proofHeader, BatchProof.HEAD_SIZE),
        sequence);
  }

  /**
   * Proves that {@code record} stands in this batch, where a proof was lent to it: with one hash.
   *
   * @param record the record as it was fetched, from where it was fetched
   * @throws NotProvenException if it does not, or at another place
   */
  public Proven prove(LentProof lent, BatchRecord record) throws NotProvenException {
    leaves.write(lent.sequence(), record, leaf, 0);
    return included(lent.leads(leaf, statement.root()), lent.sequence());
  }

  private Proven included(boolean leads, long sequence) throws NotProvenException {
    if (!leads) {
      throw new NotProvenException(
          BatchProblem.NOT_INCLUDED, "the record is not in the batch at this place");
    }
    return new Proven(statement, sequence);
  }
}
