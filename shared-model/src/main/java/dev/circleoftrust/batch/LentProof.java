package dev.circleoftrust.batch;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;

/**
 * What a record that shares a proof was found to share: where it stands under which statement, and
 * which leaf stands there. That the leaf leads to the root that the statement names was computed;
 * that anybody whom the circle trusts has signed the statement was not.
 *
 * <p>It says neither more nor less than the proof that the record would have borne: {@link #proof}
 * is that, to the byte, and made only for those who ask. Safe for any number of threads.
 */
public final class LentProof {
  private final Bytes statement;
  private final MerkleTree window;
  private final Bytes above;
  private final Digest root;
  private final long sequence;
  private final int index;

  /**
   * @param statement the header {@link BatchStatement#HEADER} that {@code root} was read from
   * @param window the tree over the leaves of the place's window, in which it stands
   * @param above the siblings on the way from the window's root to {@code root}
   */
  LentProof(Bytes statement, MerkleTree window, Bytes above, Digest root, BatchPlace place) {
    this.statement = statement;
    this.window = window;
    this.above = above;
    this.root = root;
    this.sequence = place.sequence();
    this.index = place.index();
  }

  /** What would be the record's header {@link BatchStatement#HEADER}. */
  public Bytes statement() {
    return statement;
  }

  /** What would be the record's header {@link BatchProof#HEADER}. */
  public Bytes proof() {
    int leaf = index % SharedProofs.WINDOW;
    int within = window.pathLength(leaf);
    byte[] header = BatchProof.head(sequence, index, within + above.size() / Digest.SIZE);
    window.writePath(leaf, header, BatchProof.HEAD_SIZE);
    above.copyTo(header, BatchProof.HEAD_SIZE + within * Digest.SIZE, 0, above.size());
    return Bytes.owned(header);
  }

  /** The record's sequence in the stream, by its own word. */
  long sequence() {
    return sequence;
  }

  /** Whether the 32 bytes of {@code leaf} lead from the record's place to {@code root}. */
  boolean leads(byte[] leaf, Digest root) {
    return this.root.value().sameAs(root.value())
        && window.isLeaf(index % SharedProofs.WINDOW, leaf);
  }
}
