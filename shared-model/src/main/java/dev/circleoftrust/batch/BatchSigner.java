package dev.circleoftrust.batch;

import dev.circleoftrust.dsse.Pae;
import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Signs batches of one stream with one key.
 *
 * @param signer holds the notarization key
 * @param circle the circle's id
 * @param stream the stream, 16 random bytes that production drew when its memory was new
 */
public record BatchSigner(Signer signer, Digest circle, Bytes stream) {
  /**
   * A signed batch.
   *
   * @param statement the header that every record of it bears
   * @param proofs the header of each record, in the order of the records
   */
  public record Batch(Bytes statement, List<Bytes> proofs) {
    public Batch {
      proofs = List.copyOf(proofs);
    }
  }

  /**
   * Signs one root for {@code records}. They get the sequences from {@code firstSequence} in their
   * order; leaves are ordered by topic and partition, so that the paths of neighbours repeat.
   *
   * @param records 1 to {@link MerkleTree#MAX_SIZE}
   * @throws IllegalArgumentException if there are none or more, or a topic is longer than Kafka's
   */
  public Batch sign(
      List<BatchRecord> records, long firstSequence, Instant signedAt, Instant notAfter) {
    List<Integer> order =
        IntStream.range(0, records.size())
            .boxed()
            .sorted(
                Comparator.<Integer, String>comparing(i -> records.get(i).topic())
                    .thenComparingInt(i -> records.get(i).partition()))
            .toList();
    int[] leafOf = new int[records.size()];
    var leaves = new ArrayList<Digest>(records.size());
    for (int record : order) {
      leafOf[record] = leaves.size();
      leaves.add(BatchLeaf.hash(stream, firstSequence + record, records.get(record)));
    }
    MerkleTree tree = MerkleTree.of(leaves);
    var proofs = new ArrayList<Bytes>(records.size());
    for (int record = 0; record < records.size(); record++) {
      int leaf = leafOf[record];
      proofs.add(new BatchProof(firstSequence + record, leaf, tree.path(leaf)).encode());
    }
    return new Batch(statement(tree, signedAt, notAfter), proofs);
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
