package dev.circleoftrust.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.keys.TestSigner;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A record that shares a proof is given, to the byte, the one that it would have borne. */
final class SharedProofsTest {
  private static final Digest CIRCLE = Digest.of(Bytes.ofUtf8("circle"));
  private static final Bytes STREAM = Bytes.ofUtf8("0123456789abcdef");
  private static final Instant SIGNED_AT = Instant.parse("2026-11-21T08:00:00Z");
  private static final TestSigner SIGNER = TestSigner.ed25519();
  private static final String TOPIC = "cot.ecc.output.mid-1.standard";

  @Test
  void everyRecordOfABatchOfAnySizeIsGivenItsProof() {
    for (int size = 1; size <= 400; size += size < 70 ? 1 : 17) {
      List<BatchRecord> records = records(size, 3);
      SignedBatch batch = sign(records);
      List<List<BatchHeader>> headers = shared(batch);
      var read = new HashMap<Integer, SharedProofs>(); // each partition by another reader
      for (int i = 0; i < size; i++) {
        SharedProofs proofs =
            read.computeIfAbsent(records.get(i).partition(), _ -> new SharedProofs());
        assertThat(own(proofs, headers.get(i)))
            .contains(List.of(batch.statement(), batch.proof(i)));
      }
    }
  }

  @Test
  void fewNeighboursEachBearTheirOwnProof() {
    SignedBatch batch = sign(records(SignedBatch.LEAST_SHARING - 1, 1));
    assertThat(shared(batch)).allMatch(headers -> names(headers).equals(OWN));
    SignedBatch more = sign(records(SignedBatch.LEAST_SHARING, 1));
    assertThat(names(shared(more).getFirst()))
        .containsExactly(BatchStatement.HEADER, BatchProof.HEADER, SharedProofs.LEAVES_HEADER);
    assertThat(shared(more).stream().skip(1))
        .allMatch(headers -> names(headers).equals(List.of(SharedProofs.PLACE_HEADER)));
  }

  @Test
  void aRecordThatStandsAloneNeitherSharesNorLends() {
    List<List<BatchHeader>> headers = sign(records(30, 1)).shared(record -> record % 3 == 0);
    for (int i = 0; i < headers.size(); i++) {
      if (i % 3 == 0) {
        assertThat(names(headers.get(i))).isEqualTo(OWN);
      }
    }
    assertThat(names(headers.get(1))).contains(SharedProofs.LEAVES_HEADER);
  }

  @Test
  void nothingIsFoundWhereTheOpeningRecordIsMissing() {
    SignedBatch batch = sign(records(20, 1));
    assertThat(own(new SharedProofs(), shared(batch).get(1))).isEmpty();
    var proofs = new SharedProofs();
    open(proofs, shared(sign(records(21, 1))).getFirst());
    assertThat(own(proofs, shared(batch).get(1))).isEmpty();
  }

  /** Whoever writes to the topic too may copy a genuine statement, but not put leaves under it. */
  @Test
  void forgedLeavesUnderAGenuineStatementAreNotKept() {
    SignedBatch batch = sign(records(200, 1));
    List<BatchHeader> opening = shared(batch).getFirst();
    Bytes leaves = opening.get(2).value();
    var proofs = new SharedProofs();
    for (int at = 0; at < leaves.size(); at++) {
      byte[] forged = leaves.toByteArray();
      forged[at] ^= 1;
      assertThat(proofs.open(opening.get(0).value(), opening.get(1).value(), Bytes.owned(forged)))
          .isFalse();
    }
    assertThat(own(proofs, shared(batch).get(1))).isEmpty();
    open(proofs, opening);
    for (int at = 0; at < leaves.size(); at++) {
      byte[] forged = leaves.toByteArray();
      forged[at] ^= 1;
      assertThat(proofs.open(opening.get(0).value(), opening.get(1).value(), Bytes.owned(forged)))
          .isFalse();
    }
    assertThat(own(proofs, shared(batch).get(1))).isPresent();
  }

  /** Judging relies on it that leaves which are kept lead to the statement's root. */
  @Test
  void leavesWhoseWayToTheRootIsAlteredAreNotKept() {
    for (int size : new int[] {20, 65, 80, 128, 200, 400}) {
      List<BatchHeader> opening = openings(sign(records(size, 1))).getLast();
      Bytes proof = opening.get(1).value();
      var altered = new ArrayList<Bytes>();
      BatchProof own = parsed(proof);
      for (int at = aboveWindow(own.index() / 64, size); at < proof.size(); at++) {
        altered.add(flipped(proof, at));
      }
      altered.add(longer(proof, Digest.SIZE));
      altered.add(longer(proof, -Digest.SIZE));
      for (int index : new int[] {own.index() - 64, own.index() + 64, size, Integer.MAX_VALUE}) {
        if (index >= 0 && index / 64 != own.index() / 64) {
          altered.add(new BatchProof(own.sequence(), index, own.path()).encode());
        }
      }
      for (Bytes other : altered) {
        assertThat(new SharedProofs().open(opening.get(0).value(), other, opening.get(2).value()))
            .isFalse();
      }
      open(new SharedProofs(), opening);
    }
  }

  /** A window's leaves are those of one place in the tree. */
  @Test
  void leavesOfOneWindowAreNotKeptAsThoseOfAnother() {
    List<List<BatchHeader>> openings = openings(sign(records(256, 1)));
    for (int one = 0; one < openings.size(); one++) {
      Bytes statement = openings.get(one).get(0).value();
      Bytes proof = openings.get(one).get(1).value();
      for (int other = 0; other < openings.size(); other++) {
        Bytes leaves = openings.get(other).get(2).value();
        assertThat(new SharedProofs().open(statement, proof, leaves)).isEqualTo(one == other);
      }
    }
  }

  /** A statement with another signature is another batch: it displaces nobody's leaves. */
  @Test
  void leavesUnderAForgedStatementDoNotDisplaceTheGenuineOnes() {
    SignedBatch batch = sign(records(20, 1));
    List<BatchHeader> opening = shared(batch).getFirst();
    var proofs = new SharedProofs();
    open(proofs, opening);
    byte[] forged = batch.statement().toByteArray();
    forged[forged.length - 1] ^= 1;
    assertThat(proofs.open(Bytes.owned(forged), opening.get(1).value(), opening.get(2).value()))
        .isTrue(); // nobody has verified it, and whoever is given it will
    assertThat(own(proofs, shared(batch).get(1)))
        .hasValueSatisfying(found -> assertThat(found.getFirst()).isEqualTo(batch.statement()));
  }

  @Test
  void whatWasLentProvesItsRecordAtItsPlaceAndNothingElse() throws Exception {
    List<BatchRecord> records = records(150, 1);
    SignedBatch batch = sign(records);
    List<List<BatchHeader>> headers = shared(batch);
    var proofs = new SharedProofs();
    BatchProver prover = prover(batch);
    for (int i = 0; i < records.size(); i++) {
      if (headers.get(i).size() == 3) {
        open(proofs, headers.get(i));
        continue;
      }
      BatchRecord record = records.get(i);
      LentProof lent = lent(proofs, headers.get(i).getFirst().value());
      assertThat(prover.prove(lent, record).sequence()).isEqualTo(1_000 + i);
      assertNotIncluded(prover, lent, records.get((i + 1) % records.size()));
      assertNotIncluded(prover, lent, new BatchRecord(TOPIC, 1, null, record.value()));
      assertNotIncluded(prover, lent, new BatchRecord("other", 0, null, record.value()));
      assertNotIncluded(prover, lent, new BatchRecord(TOPIC, 0, Bytes.empty(), record.value()));
    }
  }

  /** A place is anybody's word: what it says wrongly leads nowhere. */
  @Test
  void anAlteredPlaceProvesNothing() throws Exception {
    List<BatchRecord> records = records(20, 1);
    SignedBatch batch = sign(records);
    var proofs = new SharedProofs();
    open(proofs, shared(batch).getFirst());
    BatchPlace place = BatchPlace.parse(shared(batch).get(7).getFirst().value());
    var later = new BatchPlace(place.sequence() + 1, place.index(), place.batch());
    var beside = new BatchPlace(place.sequence(), place.index() + 1, place.batch());
    var outside = new BatchPlace(place.sequence(), records.size(), place.batch());
    assertNotIncluded(prover(batch), lent(proofs, later.encode()), records.get(7));
    assertNotIncluded(prover(batch), lent(proofs, beside.encode()), records.get(7));
    assertThat(proofs.find(outside.encode())).isEmpty();
  }

  @Test
  void whatWasLentUnderOneStatementProvesNothingUnderAnother() throws Exception {
    List<BatchRecord> records = records(20, 1);
    SignedBatch batch = sign(records);
    var proofs = new SharedProofs();
    open(proofs, shared(batch).getFirst());
    LentProof lent = lent(proofs, shared(batch).get(7).getFirst().value());
    assertNotIncluded(prover(sign(records(21, 1))), lent, records.get(7));
  }

  @Test
  void onlySoManyWindowsAreKept() {
    var proofs = new SharedProofs();
    List<SignedBatch> batches = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      batches.add(sign(records(10 + i, 1)));
      open(proofs, shared(batches.getLast()).getFirst());
    }
    assertThat(batches.stream().map(batch -> own(proofs, shared(batch).get(1))))
        .filteredOn(Optional::isPresent)
        .hasSizeBetween(32, 33);
    assertThat(own(proofs, shared(batches.getLast()).get(1))).isPresent();
  }

  @Test
  void garbageIsPassedOver() {
    SignedBatch batch = sign(records(20, 1));
    List<BatchHeader> opening = shared(batch).getFirst();
    var proofs = new SharedProofs();
    var random = new Random(42);
    for (int i = 0; i < 2_000; i++) {
      byte[] garbage = new byte[random.nextInt(700)];
      random.nextBytes(garbage);
      if (garbage.length > 0) {
        garbage[0] = 1;
      }
      Bytes it = Bytes.owned(garbage);
      assertThat(proofs.open(it, opening.get(1).value(), opening.get(2).value())).isFalse();
      assertThat(proofs.open(opening.get(0).value(), it, opening.get(2).value())).isFalse();
      assertThat(proofs.open(opening.get(0).value(), opening.get(1).value(), it)).isFalse();
      assertThat(proofs.find(it)).isEmpty();
    }
  }

  /** The headers of the records that bring leaves. */
  private static List<List<BatchHeader>> openings(SignedBatch batch) {
    return shared(batch).stream().filter(headers -> headers.size() == 3).toList();
  }

  /** Where in the proof of a window's first leaf the siblings above the window begin. */
  private static int aboveWindow(int window, int size) {
    int leaves = Math.min(64, size - window * 64);
    int levels = Integer.SIZE - Integer.numberOfLeadingZeros(leaves - 1);
    return BatchProof.HEAD_SIZE + levels * Digest.SIZE;
  }

  private static Bytes flipped(Bytes bytes, int at) {
    byte[] flipped = bytes.toByteArray();
    flipped[at] ^= 1;
    return Bytes.owned(flipped);
  }

  /** A proof whose path has so many bytes more, and says so. */
  private static Bytes longer(Bytes proof, int bytes) {
    BatchProof own = parsed(proof);
    byte[] path = Arrays.copyOf(own.path().toByteArray(), Math.max(0, own.path().size() + bytes));
    return new BatchProof(own.sequence(), own.index(), Bytes.owned(path)).encode();
  }

  private static BatchProof parsed(Bytes proof) {
    try {
      return BatchProof.parse(proof);
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }

  private static LentProof lent(SharedProofs proofs, Bytes place) {
    return proofs.find(place).orElseThrow();
  }

  private static BatchProver prover(SignedBatch batch) throws MalformedException {
    return new BatchProver(BatchStatement.parse(batch.statement()).statement(), new Sha256());
  }

  private static void assertNotIncluded(BatchProver prover, LentProof lent, BatchRecord record) {
    assertThatThrownBy(() -> prover.prove(lent, record))
        .isInstanceOfSatisfying(
            NotProvenException.class,
            e -> assertThat(e.problem()).isEqualTo(BatchProblem.NOT_INCLUDED));
  }

  private static final List<String> OWN = List.of(BatchStatement.HEADER, BatchProof.HEADER);

  /** What a reader of the record finds, what it bears or shares: a statement and a proof. */
  private static Optional<List<Bytes>> own(SharedProofs proofs, List<BatchHeader> headers) {
    if (headers.size() == 1) {
      return proofs
          .find(headers.getFirst().value())
          .map(lent -> List.of(lent.statement(), lent.proof()));
    }
    if (headers.size() == 3) {
      open(proofs, headers);
    }
    return Optional.of(List.of(headers.get(0).value(), headers.get(1).value()));
  }

  private static void open(SharedProofs proofs, List<BatchHeader> headers) {
    assertThat(proofs.open(headers.get(0).value(), headers.get(1).value(), headers.get(2).value()))
        .isTrue();
  }

  private static List<String> names(List<BatchHeader> headers) {
    return headers.stream().map(BatchHeader::name).toList();
  }

  private static List<List<BatchHeader>> shared(SignedBatch batch) {
    return batch.shared(_ -> false);
  }

  private static SignedBatch sign(List<BatchRecord> records) {
    return new BatchSigner(SIGNER, CIRCLE, STREAM)
        .sign(records, 1_000, SIGNED_AT, SIGNED_AT.plusSeconds(60));
  }

  private static List<BatchRecord> records(int size, int partitions) {
    var records = new ArrayList<BatchRecord>();
    for (int i = 0; i < size; i++) {
      Bytes value = Bytes.ofUtf8("record " + i + " of " + size);
      records.add(new BatchRecord(TOPIC, i % partitions, null, value));
    }
    return records;
  }
}
