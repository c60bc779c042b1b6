package dev.circleoftrust.batch;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree as in RFC 6962, section 2.1: nodes are hashed with a prefix of their own, and a
 * level of odd size hands its last node up unchanged. Immutable.
 */
public final class MerkleTree {
  /** The most leaves of a tree. */
  public static final int MAX_SIZE = 1 << 16;

  private static final Bytes NODE_PREFIX = Bytes.copyOf(new byte[] {0x01});

  /** From the leaves up to the root; a level of n nodes is followed by one of ceil(n / 2). */
  private final List<List<Digest>> levels;

  private MerkleTree(List<List<Digest>> levels) {
    this.levels = levels;
  }

  /** The tree over {@code leaves}, 1 to {@link #MAX_SIZE} leaf hashes in their order. */
  public static MerkleTree of(List<Digest> leaves) {
    if (leaves.isEmpty() || leaves.size() > MAX_SIZE) {
      throw new IllegalArgumentException(leaves.size() + " leaves");
    }
    var levels = new ArrayList<List<Digest>>();
    List<Digest> level = List.copyOf(leaves);
    levels.add(level);
    while (level.size() > 1) {
      level = parents(level);
      levels.add(level);
    }
    return new MerkleTree(levels);
  }

  /** The number of leaves. */
  public int size() {
    return levels.getFirst().size();
  }

  /** The root. */
  public Digest root() {
    return levels.getLast().getFirst();
  }

  /** The siblings on the way from leaf {@code index} to the root. */
  public List<Digest> path(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(index);
    }
    var path = new ArrayList<Digest>();
    int at = index;
    for (List<Digest> level : levels) {
      int sibling = at ^ 1;
      if (sibling < level.size()) {
        path.add(level.get(sibling));
      }
      at >>= 1;
    }
    return path;
  }

  /** The hash of an inner node. */
  static Digest node(Digest left, Digest right) {
    return Digest.of(NODE_PREFIX, left.value(), right.value());
  }

  private static List<Digest> parents(List<Digest> level) {
    var parents = new ArrayList<Digest>((level.size() + 1) / 2);
    for (int i = 0; i + 1 < level.size(); i += 2) {
      parents.add(node(level.get(i), level.get(i + 1)));
    }
    if (level.size() % 2 == 1) {
      parents.add(level.getLast());
    }
    return parents;
  }
}
