package dev.circleoftrust.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.circleoftrust.PublicVectors;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

final class InclusionProofTest {
  /** The suite of transparency-dev/merkle: what is wrong with a proof is the file's name. */
  @Test
  void publicVectorsAreJudgedAsTheySay() throws Exception {
    List<Path> files;
    try (var tree = Files.walk(PublicVectors.path("merkle/inclusion"))) {
      files = tree.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    var softly = new SoftAssertions();
    for (Path file : files) {
      JsonNode vector = new ObjectMapper().readTree(file.toFile());
      softly
          .assertThat(isIncluded(vector))
          .as(file.toString())
          .isEqualTo(!vector.get("wantErr").booleanValue());
    }
    softly.assertAll();
    assertThat(files).hasSize(98);
  }

  @Test
  void noOtherIndexLeadsToTheRoot() {
    for (int size = 1; size <= 70; size++) {
      List<Digest> leaves = MerkleTreeTest.leaves(size);
      MerkleTree tree = MerkleTree.of(leaves);
      for (int index = 0; index < size; index++) {
        for (int other = -1; other <= size + 1; other++) {
          if (other != index) {
            assertThat(InclusionProof.root(leaves.get(index), other, size, tree.path(index)))
                .as("leaf %d of %d taken for leaf %d", index, size, other)
                .isNotEqualTo(Optional.of(tree.root()));
          }
        }
      }
    }
  }

  @Test
  void pathsOfAnotherLengthLeadNowhere() {
    for (int size = 1; size <= 70; size++) {
      List<Digest> leaves = MerkleTreeTest.leaves(size);
      MerkleTree tree = MerkleTree.of(leaves);
      for (int index = 0; index < size; index++) {
        List<Digest> path = tree.path(index);
        var longer = new ArrayList<>(path);
        longer.add(tree.root());
        assertThat(InclusionProof.root(leaves.get(index), index, size, longer)).isEmpty();
        if (!path.isEmpty()) {
          List<Digest> shorter = path.subList(0, path.size() - 1);
          assertThat(InclusionProof.root(leaves.get(index), index, size, shorter)).isEmpty();
        }
      }
    }
  }

  /** An inner node and the rest of a path: what a tree without prefixes would take for a leaf. */
  @Test
  void anInnerNodeIsNoLeaf() {
    List<Digest> leaves = MerkleTreeTest.leaves(8);
    MerkleTree tree = MerkleTree.of(leaves);
    Digest inner = MerkleTree.node(leaves.get(0), leaves.get(1));
    List<Digest> rest = tree.path(0).subList(1, 3);
    for (int size = 1; size <= 8; size++) {
      // A tree of four such nodes has the same root: only the signed size tells them apart, and
      // only the prefix keeps a record from hashing to a node.
      assertThat(InclusionProof.root(inner, 0, size, rest).equals(Optional.of(tree.root())))
          .as("size %d", size)
          .isEqualTo(size == 4 || size == 3);
    }
    Bytes pair = Bytes.concat(leaves.get(0).value(), leaves.get(1).value());
    assertThat(Digest.of(Bytes.copyOf(new byte[1]), pair)).isNotEqualTo(inner);
    assertThat(Digest.of(Bytes.copyOf(new byte[] {1}), pair)).isEqualTo(inner);
  }

  @Test
  void emptyTreesAndOutlandishNumbersLeadNowhere() {
    Digest leaf = MerkleTreeTest.leaves(1).getFirst();
    assertThat(InclusionProof.root(leaf, 0, 0, List.of())).isEmpty();
    assertThat(InclusionProof.root(leaf, -1, 1, List.of())).isEmpty();
    assertThat(InclusionProof.root(leaf, 0, -1, List.of())).isEmpty();
    assertThat(InclusionProof.root(leaf, Long.MIN_VALUE, Long.MIN_VALUE, List.of())).isEmpty();
    assertThat(InclusionProof.root(leaf, Long.MAX_VALUE - 1, Long.MAX_VALUE, List.of(leaf)))
        .isEmpty();
  }

  private static boolean isIncluded(JsonNode vector) throws IOException {
    try {
      var path = new ArrayList<Digest>();
      for (JsonNode node : vector.get("proof")) {
        path.add(digest(node));
      }
      long index = vector.get("leafIdx").longValue();
      long size = vector.get("treeSize").longValue();
      return InclusionProof.root(digest(vector.get("leafHash")), index, size, path)
          .equals(Optional.of(digest(vector.get("root"))));
    } catch (IllegalArgumentException e) {
      return false; // a hash of another size than 32 bytes
    }
  }

  private static Digest digest(JsonNode base64) throws IOException {
    return new Digest(Bytes.copyOf(Base64.getDecoder().decode(base64.asText(""))));
  }
}
