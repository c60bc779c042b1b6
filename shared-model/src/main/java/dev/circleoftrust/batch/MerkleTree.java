package dev.circleoftrust.batch;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.Sha256;
import java.util.Arrays;
import java.util.Objects;

/**
 * A Merkle tree as in RFC 6962, section 2.1: nodes are hashed with a prefix of their own, and a
 * level of odd size hands its last node up unchanged. Immutable.
 */
public final class MerkleTree {
  /** The most leaves of a tree. */
  public static final int MAX_SIZE = 1 << 16;

  private static final byte[] NODE_PREFIX = {0x01};

  /** From the leaves up to the root; a level of n nodes is followed by one of ceil(n / 2). */
  private final byte[][] levels;

  private MerkleTree(byte[][] levels) {
    this.levels = levels;
  }

  /**
   * The tree over leaf hashes.
   *
   * @param leaves 1 to {@link #MAX_SIZE} of them, one after another; nobody changes them any more
   */
  static MerkleTree over(byte[] leaves, Sha256 sha256) {
    int size = leaves.length / Digest.SIZE;
    if (size < 1 || size > MAX_SIZE || leaves.length % Digest.SIZE != 0) {
      throw new IllegalArgumentException(size + " leaves");
    }
    var levels = new byte[Integer.SIZE - Integer.numberOfLeadingZeros(size - 1) + 1][];
    levels[0] = leaves;
    for (int level = 1; level < levels.length; level++) {
      levels[level] = parents(levels[level - 1], sha256);
    }
    return new MerkleTree(levels);
  }

  /** The number of leaves. */
  public int size() {
    return levels[0].length / Digest.SIZE;
  }

  /** The root. */
  public Digest root() {
    return new Digest(Bytes.copyOf(levels[levels.length - 1]));
  }

  /** Whether the 32 bytes of {@code leaf} are leaf {@code index}. */
  boolean isLeaf(int index, byte[] leaf) {
    int at = index * Digest.SIZE;
    return Arrays.equals(levels[0], at, at + Digest.SIZE, leaf, 0, Digest.SIZE);
  }

  /** How many siblings there are on the way from leaf {@code index} to the root. */
  int pathLength(int index) {
    Objects.checkIndex(index, size());
    int length = 0;
    for (int level = 0; level < levels.length; level++) {
      if (((index >> level ^ 1) + 1) * Digest.SIZE <= levels[level].length) {
        length++;
      }
    }
    return length;
  }

  /** Writes {@code count} leaves from leaf {@code from} on. */
  void writeLeaves(int from, int count, byte[] out, int at) {
    System.arraycopy(levels[0], from * Digest.SIZE, out, at, count * Digest.SIZE);
  }

  /** Writes the siblings on the way from leaf {@code index} to the root. */
  void writePath(int index, byte[] out, int from) {
    int at = from;
    for (int level = 0; level < levels.length; level++) {
      int sibling = (index >> level ^ 1) * Digest.SIZE;
      if (sibling < levels[level].length) {
        System.arraycopy(levels[level], sibling, out, at, Digest.SIZE);
        at += Digest.SIZE;
      }
    }
  }

  private static byte[] parents(byte[] level, Sha256 sha256) {
    int pairs = level.length / (2 * Digest.SIZE);
    boolean odd = level.length % (2 * Digest.SIZE) != 0;
    byte[] parents = new byte[(odd ? pairs + 1 : pairs) * Digest.SIZE];
    for (int pair = 0; pair < pairs; pair++) {
      sha256
          .add(NODE_PREFIX, 0, NODE_PREFIX.length)
          .add(level, pair * 2 * Digest.SIZE, 2 * Digest.SIZE)
          .finish(parents, pair * Digest.SIZE);
    }
    if (odd) {
      System.arraycopy(level, pairs * 2 * Digest.SIZE, parents, pairs * Digest.SIZE, Digest.SIZE);
    }
    return parents;
  }
}
