package dev.circleoftrust.batch;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.Sha256;
import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Of one partition, read in its order: finds what a record shares that bears no proof. The first of
 * such records brings, besides its own proof, the leaves of a window of the batch; those after it
 * say where in the batch they stand.
 *
 * <h2>Security</h2>
 *
 * That the leaves of a window lead to the root which their statement names is proven here, when
 * they are kept, and whoever judges a record relies on it ({@link LentProof}); what does not lead
 * there is not kept. That somebody whom the circle trusts has signed the statement is verified
 * nowhere here: a judge verifies it of every statement, in the circle of each judgement. Whoever
 * judges opens only what stands under a statement whose signature holds, so that nobody else can
 * displace it. A window is found by 16 bytes of the hash of its signed statement: to put another in
 * its place takes a second statement with that hash.
 *
 * <p>Of a bounded size: about 200 KiB. Not for use by several threads.
 */
public final class SharedProofs {
  /** The name of the header with the leaves: {@code 0x01 || leaf[32] each}. */
  public static final String LEAVES_HEADER = "cot-leaves";

  /** The name of the header of a record whose proof is found with another one's. */
  public static final String PLACE_HEADER = "cot-share";

  /**
   * The most leaves of a window. The leaves of a batch from one multiple of it to the next are one.
   */
  static final int WINDOW = 64;

  private static final int MOST = 32;

  private final Sha256 sha256 = new Sha256();
  private final SequencedMap<Name, Window> windows =
      new LinkedHashMap<>() {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Name, Window> eldest) {
          return size() > MOST;
        }
      };
  private @Nullable Window last;

  private record Name(Bytes batch, int number) {
    boolean isOf(Bytes otherBatch, int otherNumber) {
      return number == otherNumber && batch.sameAs(otherBatch);
    }
  }

  /**
   * The tree over the leaves of a window.
   *
   * @param above the siblings on the way from the window's root to the batch's
   * @param root the batch's, as its statement names it
   */
  private record Window(Name name, Bytes statement, MerkleTree tree, Bytes above, Digest root) {
    Optional<LentProof> lend(BatchPlace place) {
      return place.index() % WINDOW < tree.size()
          ? Optional.of(new LentProof(statement, tree, above, root, place))
          : Optional.empty();
    }

    boolean isOf(Bytes proof, Bytes leaves) {
      int aboveAt = aboveAt(tree, proof);
      return leaves.sameAs(leaves(tree, 0))
          && proof.size() - aboveAt == above.size()
          && proof.slice(aboveAt, proof.size()).sameAs(above);
    }
  }

  /** The value of the header with the leaves of the window in which {@code leaf} stands. */
  static Bytes leaves(MerkleTree tree, int leaf) {
    int from = leaf / WINDOW * WINDOW;
    int count = Math.min(WINDOW, tree.size() - from);
    byte[] header = new byte[1 + count * Digest.SIZE];
    header[0] = 1;
    tree.writeLeaves(from, count, header, 1);
    return Bytes.owned(header);
  }

  /**
   * Takes note of the leaves that a record brought. Leaves that do not lead to the statement's root
   * are passed over.
   *
   * @param statement the record's header {@link BatchStatement#HEADER}
   * @param proof its header {@link BatchProof#HEADER}
   * @param leaves its header {@link #LEAVES_HEADER}
   * @return whether they lead there
   */
  public boolean open(Bytes statement, Bytes proof, Bytes leaves) {
    try {
      BatchStatement batch = BatchStatement.parse(statement).statement();
      BatchProof.requireForm(proof);
      int number = BatchProof.index(proof) / WINDOW;
      if (BatchProof.index(proof) >= batch.size()
          || leaves.size() != 1 + leavesOf(batch, number) * Digest.SIZE
          || leaves.at(0) != 1) {
        return false;
      }
      Window neighbour = last != null && last.statement().sameAs(statement) ? last : null;
      var name =
          new Name(
              neighbour == null ? BatchPlace.nameOf(statement, sha256) : neighbour.name().batch(),
              number);
      Window known = windows.get(name);
      if (known != null) {
        windows.putLast(name, known); // it was read last
        return known.statement().sameAs(statement) && known.isOf(proof, leaves);
      }
      MerkleTree tree = tree(leaves);
      if (!leadsToRoot(tree, batch, number, proof)) {
        return false;
      }
      last =
          new Window(
              name,
              neighbour == null ? statement : neighbour.statement(),
              tree,
              proof.slice(aboveAt(tree, proof), proof.size()),
              batch.root());
      windows.put(name, last);
      return true;
    } catch (MalformedException _) {
      return false; // whoever judges the record says so
    }
  }

  /**
   * Reads the headers of a record of which nothing else is judged: takes note of the leaves that it
   * brings, and finds the proof that it shares, where it bears none.
   *
   * @param headers gives the values of every header of a name
   */
  public Optional<LentProof> read(Function<String, List<Bytes>> headers) {
    List<Bytes> leaves = headers.apply(LEAVES_HEADER);
    if (!leaves.isEmpty()) {
      List<Bytes> statements = headers.apply(BatchStatement.HEADER);
      List<Bytes> proofs = headers.apply(BatchProof.HEADER);
      if (leaves.size() == 1 && statements.size() == 1 && proofs.size() == 1) {
        var _ = open(statements.getFirst(), proofs.getFirst(), leaves.getFirst());
      }
    }
    return lent(headers);
  }

  /**
   * The proof that a record shares, where it bears none and one was lent to it.
   *
   * @param headers gives the values of every header of a name
   */
  public Optional<LentProof> lent(Function<String, List<Bytes>> headers) {
    List<Bytes> places = headers.apply(PLACE_HEADER);
    return places.size() == 1
            && headers.apply(BatchStatement.HEADER).isEmpty()
            && headers.apply(BatchProof.HEADER).isEmpty()
        ? find(places.getFirst())
        : Optional.empty();
  }

  private static int leavesOf(BatchStatement batch, int number) {
    return Math.min(WINDOW, batch.size() - number * WINDOW);
  }

  private MerkleTree tree(Bytes leaves) {
    byte[] copy = new byte[leaves.size() - 1];
    leaves.copyTo(copy, 0, 1, copy.length);
    return MerkleTree.over(copy, sha256);
  }

  /** Where the siblings above the window begin in a proof; past its end where it has none. */
  private static int aboveAt(MerkleTree tree, Bytes proof) {
    return BatchProof.HEAD_SIZE + tree.pathLength(BatchProof.index(proof) % WINDOW) * Digest.SIZE;
  }

  /** The windows of a batch are the leaves of a tree with the same root. */
  private boolean leadsToRoot(MerkleTree tree, BatchStatement batch, int number, Bytes proof) {
    int aboveAt = aboveAt(tree, proof);
    int windowsOfBatch = (batch.size() + WINDOW - 1) / WINDOW;
    return aboveAt <= proof.size()
        && new ProvenNodes(batch.root(), windowsOfBatch, sha256)
            .leads(tree.root().value().toByteArray(), number, proof, aboveAt);
  }

  /**
   * The proof of the record with this {@link #PLACE_HEADER}; empty where the one that brought it
   * was not read, or too long ago.
   */
  Optional<LentProof> find(Bytes header) {
    try {
      BatchPlace place = BatchPlace.parse(header);
      int number = place.index() / WINDOW;
      Window window =
          last != null && last.name().isOf(place.batch(), number)
              ? last
              : windows.get(new Name(place.batch(), number));
      return window == null ? Optional.empty() : window.lend(place);
    } catch (MalformedException _) {
      return Optional.empty();
    }
  }
}
