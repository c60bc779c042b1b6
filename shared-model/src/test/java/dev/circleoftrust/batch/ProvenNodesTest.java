package dev.circleoftrust.batch;

import static dev.circleoftrust.batch.MerkleTreeTest.leads;
import static dev.circleoftrust.batch.MerkleTreeTest.path;
import static dev.circleoftrust.batch.MerkleTreeTest.together;
import static dev.circleoftrust.batch.MerkleTreeTest.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.circleoftrust.PublicVectors;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

final class ProvenNodesTest {
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
      MerkleTree tree = tree(leaves);
      for (int index = 0; index < size; index++) {
        for (int other = -1; other <= size + 1; other++) {
          if (other != index) {
            assertThat(leads(tree.root(), leaves.get(index), other, size, path(tree, index)))
                .as("leaf %d of %d taken for leaf %d", index, size, other)
                .isFalse();
          }
        }
      }
    }
  }

  @Test
  void pathsOfAnotherLengthLeadNowhere() {
    for (int size = 1; size <= 70; size++) {
      List<Digest> leaves = MerkleTreeTest.leaves(size);
      MerkleTree tree = tree(leaves);
      for (int index = 0; index < size; index++) {
        List<Digest> path = path(tree, index);
        var longer = new ArrayList<>(path);
        longer.add(tree.root());
        assertThat(leads(tree.root(), leaves.get(index), index, size, longer)).isFalse();
        if (!path.isEmpty()) {
          List<Digest> shorter = path.subList(0, path.size() - 1);
          assertThat(leads(tree.root(), leaves.get(index), index, size, shorter)).isFalse();
        }
      }
    }
  }

  /** An inner node and the rest of a path: what a tree without prefixes would take for a leaf. */
  @Test
  void anInnerNodeIsNoLeaf() {
    List<Digest> leaves = MerkleTreeTest.leaves(8);
    MerkleTree tree = tree(leaves);
    Bytes pair = Bytes.concat(leaves.get(0).value(), leaves.get(1).value());
    Digest inner = Digest.of(Bytes.copyOf(new byte[] {1}), pair);
    List<Digest> rest = path(tree, 0).subList(1, 3);
    for (int size = 1; size <= 8; size++) {
      // A tree of four such nodes has the same root: only the signed size tells them apart, and
      // only the prefix keeps a record from hashing to a node.
      assertThat(leads(tree.root(), inner, 0, size, rest))
          .as("size %d", size)
          .isEqualTo(size == 4 || size == 3);
    }
    assertThat(Digest.of(Bytes.copyOf(new byte[1]), pair)).isNotEqualTo(inner);
  }

  @Test
  void emptyTreesAndOutlandishNumbersLeadNowhere() {
    Digest leaf = MerkleTreeTest.leaves(1).getFirst();
    assertThat(leads(leaf, leaf, 0, 1, List.of())).isTrue();
    assertThat(leads(leaf, leaf, 0, 0, List.of())).isFalse();
    assertThat(leads(leaf, leaf, -1, 1, List.of())).isFalse();
    assertThat(leads(leaf, leaf, 0, -1, List.of())).isFalse();
    assertThat(leads(leaf, leaf, Long.MIN_VALUE, Long.MIN_VALUE, List.of())).isFalse();
    assertThat(leads(leaf, leaf, Long.MAX_VALUE - 1, Long.MAX_VALUE, List.of(leaf))).isFalse();
  }

  /** What was proven before never changes the answer, in whatever order and however spoiled. */
  @Test
  void whoHasSeenOthersAnswersLikeWhoHasNot() {
    var random = new Random(4);
    for (int round = 0; round < 3_000; round++) {
      int size = 1 + random.nextInt(round % 3 == 0 ? 9 : 200);
      List<Digest> leaves = MerkleTreeTest.leaves(size);
      MerkleTree tree = tree(leaves);
      var seen = new ProvenNodes(tree.root(), size, new Sha256());
      int next = random.nextInt(size);
      for (int i = 0; i < 12; i++) {
        next = random.nextInt(3) == 0 ? random.nextInt(size) : (next + 1) % size;
        byte[] leaf = leaves.get(next).value().toByteArray();
        long index = random.nextInt(8) == 0 ? random.nextInt(-1, size + 2) : next;
        Bytes path = spoiled(together(path(tree, next)), random);
        if (random.nextInt(8) < (round % 2 == 0 ? 1 : 6)) {
          leaf[random.nextInt(leaf.length)] ^= 1;
        }
        boolean expected =
            new ProvenNodes(tree.root(), size, new Sha256()).leads(leaf, index, path, 0);
        assertThat(seen.leads(leaf, index, path, 0))
            .as("round %d: leaf %d as %d of %d", round, next, index, size)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void everyLeafIsProvenAfterItsNeighbourAndNoAlteredSiblingIs() {
    for (int size = 1; size <= 70; size++) {
      List<Digest> leaves = MerkleTreeTest.leaves(size);
      MerkleTree tree = tree(leaves);
      var seen = new ProvenNodes(tree.root(), size, new Sha256());
      for (int index = 0; index < size; index++) {
        byte[] leaf = leaves.get(index).value().toByteArray();
        byte[] path = together(path(tree, index)).toByteArray();
        assertThat(seen.leads(leaf, index, Bytes.copyOf(path), 0)).isTrue();
        for (int at = 0; at < path.length; at += 11) {
          path[at] ^= 0x10;
          assertThat(seen.leads(leaf, index, Bytes.copyOf(path), 0)).isFalse();
          path[at] ^= 0x10;
        }
      }
    }
  }

  /** What neighbours say of one another's leaves is tried, and is never a reason to accept. */
  @Test
  void aFloodOfAlteredNeighboursChangesNoAnswer() {
    for (int size = 1; size <= 70; size++) {
      List<Digest> leaves = MerkleTreeTest.leaves(size);
      MerkleTree tree = tree(leaves);
      for (int falsePath = 0; falsePath < 2; falsePath++) {
        var seen = new ProvenNodes(tree.root(), size, new Sha256());
        for (int index = 0; index < size; index++) {
          byte[] leaf = leaves.get(index).value().toByteArray();
          Bytes path = together(path(tree, index));
          byte[] altered = leaf.clone();
          altered[index % altered.length] ^= 1;
          byte[] told = path.toByteArray();
          if (told.length > 0) {
            told[index % told.length] ^= (byte) falsePath;
          }
          assertThat(seen.leads(altered, index, Bytes.copyOf(told), 0)).isFalse();
          assertThat(seen.leads(altered, index, path, 0)).isFalse();
          if (index % 5 == 4) {
            assertThat(seen.leads(leaf, index, path, 0)).isTrue();
          }
        }
      }
    }
  }

  private static Bytes spoiled(Bytes path, Random random) {
    byte[] bytes = path.toByteArray();
    return switch (random.nextInt(8)) {
      case 0 -> Bytes.concat(path, Digest.of().value());
      case 1 -> path.slice(0, Math.max(0, path.size() - Digest.SIZE));
      case 2, 3 -> {
        if (bytes.length > 0) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        yield Bytes.copyOf(bytes);
      }
      default -> path;
    };
  }

  private static boolean isIncluded(JsonNode vector) throws IOException {
    try {
      var path = new ArrayList<Digest>();
      for (JsonNode node : vector.get("proof")) {
        path.add(digest(node));
      }
      long index = vector.get("leafIdx").longValue();
      long size = vector.get("treeSize").longValue();
      return leads(digest(vector.get("root")), digest(vector.get("leafHash")), index, size, path);
    } catch (IllegalArgumentException e) {
      return false; // a hash of another size than 32 bytes
    }
  }

  private static Digest digest(JsonNode base64) throws IOException {
    return new Digest(Bytes.copyOf(Base64.getDecoder().decode(base64.asText(""))));
  }
}
