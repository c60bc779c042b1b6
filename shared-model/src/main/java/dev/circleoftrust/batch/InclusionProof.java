package dev.circleoftrust.batch;

import dev.circleoftrust.wire.Digest;
import java.util.List;
import java.util.Optional;

/** Recomputes a root from a leaf and its path. */
public final class InclusionProof {
  private InclusionProof() {}

  /**
   * The root that {@code path} leads to, by the algorithm of RFC 9162, section 2.1.3.2.
   *
   * @param leaf the leaf hash
   * @param index its index
   * @param size the number of leaves
   * @param path the siblings, from the leaf upwards
   * @return empty where the index is not below the size, or the path is not of exactly the length
   *     that they ask for
   */
  public static Optional<Digest> root(Digest leaf, long index, long size, List<Digest> path) {
    if (index < 0 || index >= size) {
      return Optional.empty();
    }
    long fn = index;
    long sn = size - 1;
    Digest root = leaf;
    for (Digest sibling : path) {
      if (sn == 0) {
        return Optional.empty();
      }
      if ((fn & 1) == 1 || fn == sn) {
        root = MerkleTree.node(sibling, root);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        root = MerkleTree.node(root, sibling);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 ? Optional.of(root) : Optional.empty();
  }
}
