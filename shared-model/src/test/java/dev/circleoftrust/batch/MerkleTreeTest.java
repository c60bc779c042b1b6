package dev.circleoftrust.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.OwnVectors;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MerkleTreeTest {
  static List<Arguments> vectors() {
    return OwnVectors.of("batch/tree.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void rootAndPathsAreAsExpected(String description, JsonNode vector) throws Exception {
    MerkleTree tree = tree(digests(vector.get("leaves")));
    assertThat(tree.root().toHex()).isEqualTo(vector.get("root").textValue());
    assertThat(tree.size()).isEqualTo(vector.get("paths").size());
    for (int index = 0; index < tree.size(); index++) {
      assertThat(path(tree, index)).isEqualTo(digests(vector.get("paths").get(index)));
    }
  }

  @Test
  void everyPathOfEverySizeLeadsToTheRoot() {
    for (int size = 1; size <= 300; size++) {
      List<Digest> leaves = leaves(size);
      MerkleTree tree = tree(leaves);
      for (int index = 0; index < size; index++) {
        assertThat(leads(tree.root(), leaves.get(index), index, size, path(tree, index)))
            .as("leaf %d of %d", index, size)
            .isTrue();
      }
    }
  }

  @Test
  void theLargestTreeHasPathsOfSixteen() {
    List<Digest> leaves = leaves(MerkleTree.MAX_SIZE);
    MerkleTree tree = tree(leaves);
    for (int index : new int[] {0, 1, 32_767, 32_768, 65_535}) {
      assertThat(path(tree, index)).hasSize(16);
      assertThat(
              leads(tree.root(), leaves.get(index), index, MerkleTree.MAX_SIZE, path(tree, index)))
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65_537})
  void otherSizesAreNoTree(int size) {
    List<Digest> leaves = leaves(size);
    assertThatThrownBy(() -> tree(leaves)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 7})
  void thereIsNoPathFromWhereThereIsNoLeaf(int index) {
    MerkleTree tree = tree(leaves(7));
    assertThatThrownBy(() -> path(tree, index)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** Trees that repeat the odd leaf have one root for two lists of leaves (CVE-2012-2459). */
  @Test
  void repeatingTheLastLeafMakesAnotherRoot() {
    var leaves = new ArrayList<>(leaves(7));
    Digest root = tree(leaves).root();
    leaves.add(leaves.getLast());
    assertThat(tree(leaves).root()).isNotEqualTo(root);
  }

  static MerkleTree tree(List<Digest> leaves) {
    return MerkleTree.over(together(leaves).toByteArray(), new Sha256());
  }

  static List<Digest> path(MerkleTree tree, int index) {
    byte[] path = new byte[tree.pathLength(index) * Digest.SIZE];
    tree.writePath(index, path, 0);
    return IntStream.range(0, path.length / Digest.SIZE)
        .mapToObj(i -> new Digest(Bytes.copyOf(path).slice(i * Digest.SIZE, (i + 1) * Digest.SIZE)))
        .toList();
  }

  static Bytes together(List<Digest> digests) {
    return Bytes.concat(digests.stream().map(Digest::value).toArray(Bytes[]::new));
  }

  /** Whether a path leads from a leaf to a root, for a reader who has seen no other. */
  static boolean leads(Digest root, Digest leaf, long index, long size, List<Digest> path) {
    return new ProvenNodes(root, size, new Sha256())
        .leads(leaf.value().toByteArray(), index, together(path), 0);
  }

  static List<Digest> leaves(int size) {
    return IntStream.range(0, size).mapToObj(i -> Digest.of(Bytes.ofUtf8("leaf " + i))).toList();
  }

  private static List<Digest> digests(JsonNode list) throws MalformedException {
    var digests = new ArrayList<Digest>();
    for (JsonNode hex : list) {
      digests.add(Digest.fromHex(hex.textValue()));
    }
    return digests;
  }
}
