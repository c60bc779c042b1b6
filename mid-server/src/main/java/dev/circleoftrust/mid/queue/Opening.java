package dev.circleoftrust.mid.queue;

import dev.circleoftrust.batch.BatchProof;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.batch.SharedProofs;
import dev.circleoftrust.wire.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * What a record brings for those after it that share its proof. Nothing of it is believed. It is
 * kept on disk with the position: a MID Server that starts again reads on behind such a record.
 *
 * @param statement its batch statement
 * @param proof its own proof
 * @param leaves the leaves that stand beside its own
 */
record Opening(Bytes statement, Bytes proof, Bytes leaves) {
  /** Lets {@code proofs} know it; false where it is of no use. */
  boolean tell(SharedProofs proofs) {
    return proofs.open(statement, proof, leaves);
  }

  /** It as a block of bytes. */
  byte[] encode() {
    return HeaderBlock.encode(
        List.of(
            new Arrival.Label(BatchStatement.HEADER, statement),
            new Arrival.Label(BatchProof.HEADER, proof),
            new Arrival.Label(SharedProofs.LEAVES_HEADER, leaves)));
  }

  /** Reads what {@link #encode} wrote; empty for a block that is no opening. */
  static Optional<Opening> decode(byte[] block) {
    return Arrival.opening(HeaderBlock.decode(block));
  }
}
