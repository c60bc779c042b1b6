package dev.circleoftrust.batch;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.Sha256;
import java.util.Arrays;

/**
 * Recomputes the root of a tree from a leaf and its path, by the algorithm of RFC 9162, section
 * 2.1.3.2, and remembers the nodes on the last path that led to it: a neighbour's path is computed
 * up to where it meets that one, and above only compared with it. Since no two nodes are known to
 * have one hash, comparing and computing give the same answer for the same bytes.
 *
 * <p>Of a fixed size, whatever is proven. Not for use by several threads.
 */
final class ProvenNodes {
  /** A prefix and two nodes: what an inner node is the hash of. */
  private static final int PAIR = 1 + 2 * Digest.SIZE;

  private static final byte NODE_PREFIX = 0x01;
  private static final long NONE = -1;

  private final Sha256 sha256;
  private final Bytes root;
  private final long size;

  /** For each level, which pair of its nodes is proven. They are those of one path. */
  private final long[] proven;

  /** For each level, the pair that is proven. */
  private final byte[] pairs;

  /** For each level, the pair that is being looked at. */
  private final byte[] tried;

  /** The siblings on the proven path, one after another, of which the highest ends the array. */
  private final byte[] siblings;

  /** For each level with a proven pair, how many bytes of siblings there are above it. */
  private final int[] above;

  private final byte[] node = new byte[Digest.SIZE];

  /** Which leaf a refused neighbour's path told of, and what it is said to be. */
  private long told = NONE;

  private final byte[] toldLeaf = new byte[Digest.SIZE];
  private boolean learns = true;

  /**
   * @param size the number of leaves; a tree of fewer than one has no path
   */
  ProvenNodes(Digest root, long size, Sha256 sha256) {
    this.sha256 = sha256;
    this.root = root.value();
    this.size = size;
    int levels = size < 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(size - 1);
    this.proven = new long[levels];
    this.pairs = new byte[levels * PAIR];
    this.tried = new byte[levels * PAIR];
    this.siblings = new byte[levels * Digest.SIZE];
    this.above = new int[levels];
    Arrays.fill(proven, NONE);
    for (int level = 0; level < levels; level++) {
      tried[level * PAIR] = NODE_PREFIX;
    }
  }

  /**
   * Whether {@code path} leads from a leaf to the root.
   *
   * @param leaf holds the leaf hash in its first 32 bytes
   * @param index the leaf's index
   * @param path holds the siblings, from the leaf upwards, from {@code from} to its end
   */
  boolean leads(byte[] leaf, long index, Bytes path, int from) {
    if (index < 0 || index >= size) {
      return false;
    }
    System.arraycopy(leaf, 0, node, 0, Digest.SIZE);
    if (climbs(index, path, from)) {
      return true;
    }
    learn(index, path, from);
    return false;
  }

  /** Whether the path leads from the node of this leaf; what needs no hash is looked at first. */
  private boolean climbs(long index, Bytes path, int from) {
    int meeting = 0;
    int end = from;
    while (meeting < proven.length && proven[meeting] != index >> (meeting + 1)) {
      end += hasSibling(index >> meeting, meeting) ? Digest.SIZE : 0;
      meeting++;
    }
    boolean meets = meeting < proven.length;
    if (meets ? !agrees(meeting, index, path, end) : end != path.size()) {
      return false;
    }
    int at = from;
    for (int level = 0; level < meeting; level++) {
      long here = index >> level;
      if (hasSibling(here, level)) {
        climb(level, side(here) == 1, path, at);
        at += Digest.SIZE;
      }
    }
    if (meets) {
      return isNode(meeting, index >> meeting)
          && keep(meeting, index, above[meeting] + Digest.SIZE, path, from);
    }
    return root.sameAs(node, 0, 0, Digest.SIZE) && keep(meeting, index, 0, path, from);
  }

  /**
   * Learns from a record that was refused. Where two neighbours are, each path says what the other
   * one's leaf should have been. If that leads to the root it is as good as proven, and those that
   * follow are refused for few hashes instead of a whole path. Whoever says so falsely makes it be
   * tried once.
   */
  private void learn(long index, Bytes path, int from) {
    if (!learns || !hasSibling(index, 0) || path.size() - from < Digest.SIZE) {
      return;
    }
    if (told == index) {
      System.arraycopy(toldLeaf, 0, node, 0, Digest.SIZE);
      learns = climbs(index, path, from);
    } else {
      told = index ^ 1;
      path.copyTo(toldLeaf, 0, from, Digest.SIZE);
    }
  }

  private boolean hasSibling(long here, int level) {
    return (here ^ 1) <= (size - 1) >> level;
  }

  /** 0 for a node on the left of its pair, 1 for one on the right. */
  private static int side(long here) {
    return (int) (here & 1);
  }

  private void climb(int level, boolean isRight, Bytes path, int at) {
    int left = level * PAIR + 1;
    int right = left + Digest.SIZE;
    System.arraycopy(node, 0, tried, isRight ? right : left, Digest.SIZE);
    path.copyTo(tried, isRight ? left : right, at, Digest.SIZE);
    sha256.add(tried, level * PAIR, PAIR).finish(node, 0);
  }

  /**
   * Whether the siblings from {@code level} on, where the path meets the proven one, are those that
   * are known: the other node of that pair, and above it the siblings of both.
   */
  private boolean agrees(int level, long index, Bytes path, int at) {
    int other = level * PAIR + 1 + side((index >> level) ^ 1) * Digest.SIZE;
    int rest = path.size() - at - Digest.SIZE;
    return rest == above[level]
        && path.sameAs(pairs, other, at, Digest.SIZE)
        && path.sameAs(siblings, siblings.length - rest, at + Digest.SIZE, rest);
  }

  /** Whether the node is the one that is proven here. */
  private boolean isNode(int level, long here) {
    int own = level * PAIR + 1 + side(here) * Digest.SIZE;
    return Arrays.equals(node, 0, Digest.SIZE, pairs, own, own + Digest.SIZE);
  }

  /**
   * Remembers a path that leads to the root.
   *
   * @param levels below which its pairs were just computed
   * @param rest how many bytes of its siblings belong to the levels from there on
   */
  private boolean keep(int levels, long index, int rest, Bytes path, int from) {
    System.arraycopy(tried, 0, pairs, 0, levels * PAIR);
    int size = path.size() - from;
    path.copyTo(siblings, siblings.length - size, from, size);
    int higher = rest;
    for (int level = levels - 1; level >= 0; level--) {
      boolean has = hasSibling(index >> level, level);
      proven[level] = has ? index >> (level + 1) : NONE;
      above[level] = higher;
      higher += has ? Digest.SIZE : 0;
    }
    return true;
  }
}
