package dev.circleoftrust.batch;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Sha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;

/** A batch that was signed: which headers its records bear. Immutable. */
public final class SignedBatch {
  /** Fewer records than these each bear their own proof: that takes less. */
  static final int LEAST_SHARING = 8;

  private final Bytes statement;
  private final List<BatchRecord> records;
  private final long firstSequence;
  private final MerkleTree tree;
  private final int[] leafOf;

  /**
   * @param leafOf the index of each record's leaf, ordered by topic and partition and within these
   *     as the records are
   */
  SignedBatch(
      Bytes statement,
      List<BatchRecord> records,
      long firstSequence,
      MerkleTree tree,
      int[] leafOf) {
    this.statement = statement;
    this.records = List.copyOf(records);
    this.firstSequence = firstSequence;
    this.tree = tree;
    this.leafOf = leafOf.clone();
  }

  /** The header {@link BatchStatement#HEADER} of every record that bears its own proof. */
  public Bytes statement() {
    return statement;
  }

  /**
   * The header {@link BatchProof#HEADER} of a record that bears its own proof.
   *
   * @param record its place among the records that were signed
   */
  public Bytes proof(int record) {
    int leaf = leafOf[record];
    byte[] header = BatchProof.head(firstSequence + record, leaf, tree.pathLength(leaf));
    tree.writePath(leaf, header, BatchProof.HEAD_SIZE);
    return Bytes.owned(header);
  }

  /**
   * The headers of each record where neighbours of one partition share a proof. They must be sent
   * in their order: the first of them brings the leaves of the others.
   *
   * @param alone which records bear their own proof in any case, and lend it to nobody
   */
  public List<List<BatchHeader>> shared(IntPredicate alone) {
    int[] recordOf = new int[leafOf.length];
    for (int record = 0; record < leafOf.length; record++) {
      recordOf[leafOf[record]] = record;
    }
    var sharing = new Sharing(recordOf, alone);
    int from = 0;
    for (int leaf = 1; leaf <= recordOf.length; leaf++) {
      if (leaf == recordOf.length
          || leaf % SharedProofs.WINDOW == 0
          || !isBeside(records.get(recordOf[leaf - 1]), records.get(recordOf[leaf]))) {
        sharing.addNeighbours(from, leaf);
        from = leaf;
      }
    }
    return sharing.headers;
  }

  /** Decides which records share a proof. */
  private final class Sharing {
    private final int[] recordOf;
    private final IntPredicate alone;
    private final BatchHeader own = new BatchHeader(BatchStatement.HEADER, statement);
    private final Bytes name = BatchPlace.nameOf(statement, new Sha256());

    private final List<List<BatchHeader>> headers =
        new ArrayList<>(Collections.nCopies(leafOf.length, List.of()));

    Sharing(int[] recordOf, IntPredicate alone) {
      this.recordOf = recordOf;
      this.alone = alone;
    }

    /** The records of leaves that belong to one partition and one window. */
    void addNeighbours(int from, int to) {
      int left = 0;
      for (int leaf = from; leaf < to; leaf++) {
        left += alone.test(recordOf[leaf]) ? 0 : 1;
      }
      boolean share = left >= LEAST_SHARING;
      boolean opened = false;
      for (int leaf = from; leaf < to; leaf++) {
        int record = recordOf[leaf];
        if (!share || alone.test(record)) {
          headers.set(record, List.of(own, proofHeader(record)));
        } else if (opened) {
          Bytes place = new BatchPlace(firstSequence + record, leaf, name).encode();
          headers.set(record, List.of(new BatchHeader(SharedProofs.PLACE_HEADER, place)));
        } else {
          Bytes leaves = SharedProofs.leaves(tree, leaf);
          var opening = new BatchHeader(SharedProofs.LEAVES_HEADER, leaves);
          headers.set(record, List.of(own, proofHeader(record), opening));
          opened = true;
        }
      }
    }

    private BatchHeader proofHeader(int record) {
      return new BatchHeader(BatchProof.HEADER, proof(record));
    }
  }

  private static boolean isBeside(BatchRecord one, BatchRecord other) {
    return one.partition() == other.partition() && one.topic().equals(other.topic());
  }
}
