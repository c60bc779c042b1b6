package dev.circleoftrust.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.keys.TestSigner;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.time.Instant;
import java.util.ArrayList;
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
            .contains(new SharedProofs.Proof(batch.statement(), batch.proof(i)));
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
        .hasValueSatisfying(found -> assertThat(found.statement()).isEqualTo(batch.statement()));
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

  private static final List<String> OWN = List.of(BatchStatement.HEADER, BatchProof.HEADER);

  /** What a reader of the record finds: what it bears, or shares. */
  private static Optional<SharedProofs.Proof> own(SharedProofs proofs, List<BatchHeader> headers) {
    if (headers.size() == 1) {
      return proofs.find(headers.getFirst().value());
    }
    if (headers.size() == 3) {
      open(proofs, headers);
    }
    return Optional.of(new SharedProofs.Proof(headers.get(0).value(), headers.get(1).value()));
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
