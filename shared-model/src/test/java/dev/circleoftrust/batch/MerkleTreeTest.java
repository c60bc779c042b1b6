package dev.circleoftrust.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.OwnVectors;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
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
    MerkleTree tree = MerkleTree.of(digests(vector.get("leaves")));
    assertThat(tree.root().toHex()).isEqualTo(vector.get("root").textValue());
    assertThat(tree.size()).isEqualTo(vector.get("paths").size());
    for (int index = 0; index < tree.size(); index++) {
      assertThat(tree.path(index)).isEqualTo(digests(vector.get("paths").get(index)));
    }
  }

  @Test
  void everyPathOfEverySizeLeadsToTheRoot() {
    for (int size = 1; size <= 300; size++) {
      List<Digest> leaves = leaves(size);
      MerkleTree tree = MerkleTree.of(leaves);
      for (int index = 0; index < size; index++) {
        assertThat(InclusionProof.root(leaves.get(index), index, size, tree.path(index)))
            .as("leaf %d of %d", index, size)
            .contains(tree.root());
      }
    }
  }

  @Test
  void theLargestTreeHasPathsOfSixteen() {
    List<Digest> leaves = leaves(MerkleTree.MAX_SIZE);
    MerkleTree tree = MerkleTree.of(leaves);
    for (int index : new int[] {0, 1, 32_767, 32_768, 65_535}) {
      assertThat(tree.path(index)).hasSize(16);
      assertThat(
              InclusionProof.root(leaves.get(index), index, MerkleTree.MAX_SIZE, tree.path(index)))
          .contains(tree.root());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65_537})
  void otherSizesAreNoTree(int size) {
    List<Digest> leaves = leaves(size);
    assertThatThrownBy(() -> MerkleTree.of(leaves)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 7})
  void thereIsNoPathFromWhereThereIsNoLeaf(int index) {
    MerkleTree tree = MerkleTree.of(leaves(7));
    assertThatThrownBy(() -> tree.path(index)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** Trees that repeat the odd leaf have one root for two lists of leaves (CVE-2012-2459). */
  @Test
  void repeatingTheLastLeafMakesAnotherRoot() {
    var leaves = new ArrayList<>(leaves(7));
    Digest root = MerkleTree.of(leaves).root();
    leaves.add(leaves.getLast());
    assertThat(MerkleTree.of(leaves).root()).isNotEqualTo(root);
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
