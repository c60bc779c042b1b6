package dev.circleoftrust.batch;

import dev.circleoftrust.dsse.Pae;
import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.Sha256;
import java.time.Instant;
import java.util.List;

/**
 * Signs batches of one stream with one key.
 *
 * @param signer holds the notarization key
 * @param circle the circle's id
 * @param stream the stream, 16 random bytes that production drew when its memory was new
 */
public record BatchSigner(Signer signer, Digest circle, Bytes stream) {
  /**
   * Signs one root for {@code records}. They get the sequences from {@code firstSequence} in their
   * order; leaves are ordered by topic and partition, so that the paths of neighbours repeat.
   *
   * @param records 1 to {@link MerkleTree#MAX_SIZE}
   * @throws IllegalArgumentException if there are none or more, or a topic is longer than Kafka's
   */
  public SignedBatch sign(
      List<BatchRecord> records, long firstSequence, Instant signedAt, Instant notAfter) {
    int[] leafOf = LeafOrder.of(records);
    var sha256 = new Sha256();
    var leaf = new BatchLeaf(stream, sha256);
    byte[] leaves = new byte[records.size() * Digest.SIZE];
    for (int record = 0; record < leafOf.length; record++) {
      leaf.write(firstSequence + record, records.get(record), leaves, leafOf[record] * Digest.SIZE);
    }
    MerkleTree tree = MerkleTree.over(leaves, sha256);
    return new SignedBatch(
        statement(tree, signedAt, notAfter), records, firstSequence, tree, leafOf);
  }

  private Bytes statement(MerkleTree tree, Instant signedAt, Instant notAfter) {
    var statement =
        new BatchStatement(
            circle, signer.keyId(), stream, tree.root(), tree.size(), signedAt, notAfter);
    Bytes body = statement.encode();
    Bytes signature = signer.sign(Pae.encode(BatchStatement.PAYLOAD_TYPE, body));
    return new BatchStatement.Signed(statement, body, signature).encode();
  }
}
