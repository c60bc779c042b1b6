package dev.circleoftrust.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.keys.TestSigner;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What production signs is proven to a MID Server, and nothing that differs in one bit. */
final class BatchSignerTest {
  private static final Digest CIRCLE = Digest.of(Bytes.ofUtf8("circle"));
  private static final Bytes STREAM = Bytes.ofUtf8("0123456789abcdef");
  private static final Instant SIGNED_AT = Instant.parse("2026-11-21T08:00:00.123Z");
  private static final Instant NOT_AFTER = Instant.parse("2026-11-22T08:00:00Z");
  private static final String TOPIC = "cot.ecc.output.mid-1.standard";
  private static final long FIRST = 1_000;

  static final List<TestSigner> SIGNERS = List.of(TestSigner.ed25519(), TestSigner.rsa(3072));

  private static final TestSigner SIGNER = SIGNERS.getFirst();

  @ParameterizedTest
  @FieldSource("SIGNERS")
  void everyRecordOfABatchIsProven(TestSigner signer) throws Exception {
    List<BatchRecord> records = records(11);
    SignedBatch batch = sign(signer, records);
    BatchProver verified = verify(signer, batch.statement());
    for (int i = 0; i < records.size(); i++) {
      Proven proven = verified.prove(batch.proof(i), records.get(i));
      assertThat(proven.sequence()).isEqualTo(FIRST + i);
      assertThat(proven.stream()).isEqualTo(STREAM);
      assertThat(proven.keyId()).isEqualTo(signer.keyId());
      assertThat(proven.signedAt()).isEqualTo(SIGNED_AT);
      assertThat(proven.notAfter()).isEqualTo(NOT_AFTER);
      assertThat(proven.batchSize()).isEqualTo(11);
    }
  }

  @Test
  void batchesOfEverySizeAreProven() throws Exception {
    for (int size = 1; size <= 300; size++) {
      List<BatchRecord> records = records(size);
      SignedBatch batch = sign(SIGNER, records);
      BatchProver verified = verify(SIGNER, batch.statement());
      for (int i = 0; i < size; i++) {
        assertThat(verified.prove(batch.proof(i), records.get(i)).sequence()).isEqualTo(FIRST + i);
      }
    }
  }

  @Test
  void anyBitFlippedInTheStatementIsRefused() {
    Bytes statement = sign(SIGNER, records(5)).statement();
    forEachFlip(statement, flipped -> assertNotProven(() -> verify(SIGNER, flipped)));
  }

  @Test
  void anyBitFlippedInTheProofIsRefused() throws Exception {
    List<BatchRecord> records = records(5);
    SignedBatch batch = sign(SIGNER, records);
    BatchProver verified = verify(SIGNER, batch.statement());
    for (int i = 0; i < records.size(); i++) {
      BatchRecord record = records.get(i);
      forEachFlip(
          batch.proof(i), flipped -> assertNotProven(() -> verified.prove(flipped, record)));
    }
  }

  @Test
  void anyBitFlippedInTheRecordIsRefused() throws Exception {
    List<BatchRecord> records = records(5);
    SignedBatch batch = sign(SIGNER, records);
    BatchProver verified = verify(SIGNER, batch.statement());
    BatchRecord it = records.get(3);
    Bytes proof = batch.proof(3);
    forEachFlip(
        it.value(),
        flipped ->
            assertNotProven(() ->
                verified.prove(
                    proof, new BatchRecord(it.topic(), it.partition(), it.key(), flipped))));
    forEachFlip(
        Bytes.ofUtf8("mid-1"),
        flipped ->
            assertNotProven(() ->
                verified.prove(
                    proof, new BatchRecord(it.topic(), it.partition(), flipped, it.value()))));
    for (int at = 0; at < TOPIC.length(); at++) {
      String topic = TOPIC.substring(0, at) + 'X' + TOPIC.substring(at + 1);
      var moved = new BatchRecord(topic, it.partition(), it.key(), it.value());
      assertNotProven(() -> verified.prove(proof, moved));
    }
    for (int bit = 0; bit < 31; bit++) {
      var moved = new BatchRecord(TOPIC, it.partition() ^ (1 << bit), it.key(), it.value());
      assertNotProven(() -> verified.prove(proof, moved));
    }
  }

  /** Mix-and-match: the parts of two batches of one stream never fit together. */
  @Test
  void theProofsOfAnotherBatchAreRefused() throws Exception {
    List<BatchRecord> records = records(8);
    SignedBatch one = sign(SIGNER, records);
    List<BatchRecord> others = new ArrayList<>(records);
    others.set(0, new BatchRecord(TOPIC, 0, null, Bytes.ofUtf8("another")));
    SignedBatch other = sign(SIGNER, others);
    BatchProver verified = verify(SIGNER, one.statement());
    for (int i = 0; i < records.size(); i++) {
      BatchRecord record = records.get(i);
      for (int j = 0; j < records.size(); j++) {
        Bytes proof = other.proof(j);
        // Where two trees share a subtree a path in it may be the same, and then is no other proof.
        if (IntStream.range(0, 8).noneMatch(of -> one.proof(of).equals(proof))) {
          assertNotProven(() -> verified.prove(proof, record));
        }
        Bytes own = one.proof(j);
        if (i != j) {
          assertNotProven(() -> verified.prove(own, record));
        }
      }
    }
  }

  @Test
  void leavesAreOrderedByTopicAndPartition() throws Exception {
    List<BatchRecord> records = records(60);
    SignedBatch batch = sign(SIGNER, records);
    var byLeaf = new BatchRecord[records.size()];
    for (int i = 0; i < records.size(); i++) {
      byLeaf[BatchProof.parse(batch.proof(i)).index()] = records.get(i);
    }
    assertThat(Arrays.stream(byLeaf).map(r -> r.topic() + "/" + r.partition()).toList())
        .isSorted()
        .hasSize(60);
  }

  @Test
  void aBatchOfNoRecordsCannotBeSigned() {
    assertThatThrownBy(() -> sign(SIGNER, List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void garbageIsRefusedAndThrowsNothingElse() throws Exception {
    BatchProver verified = verify(SIGNER, sign(SIGNER, records(5)).statement());
    var random = new Random(42);
    for (int i = 0; i < 2_000; i++) {
      byte[] garbage = new byte[random.nextInt(700)];
      random.nextBytes(garbage);
      if (garbage.length > 4 && i % 2 == 0) {
        System.arraycopy(new byte[] {'C', 'O', 'T', 'B', 1}, 0, garbage, 0, 5);
      }
      assertNotProven(() -> verify(SIGNER, Bytes.copyOf(garbage)));
      if (garbage.length > 0) {
        garbage[0] = 1;
      }
      assertNotProven(() -> verified.prove(Bytes.copyOf(garbage), records(1).getFirst()));
    }
  }

  private static SignedBatch sign(TestSigner signer, List<BatchRecord> records) {
    return new BatchSigner(signer, CIRCLE, STREAM).sign(records, FIRST, SIGNED_AT, NOT_AFTER);
  }

  private static BatchProver verify(TestSigner signer, Bytes statement) throws NotProvenException {
    return VerifiedBatch.verify(
            statement,
            CIRCLE,
            id ->
                id.equals(signer.keyId())
                    ? Optional.of(signer.verificationKey())
                    : Optional.empty())
        .prover(new Sha256());
  }

  /** Of three partitions and two topics in turn, the fourth of MID Server mid-1. */
  private static List<BatchRecord> records(int size) {
    var records = new ArrayList<BatchRecord>();
    for (int i = 0; i < size; i++) {
      String topic = i % 2 == 1 ? TOPIC : "cot.ecc.output.mid-2.standard";
      Bytes key = Bytes.ofUtf8(i % 2 == 1 ? "mid-1" : "mid-2");
      records.add(new BatchRecord(topic, i % 3, key, Bytes.ofUtf8("record " + i)));
    }
    return records;
  }

  private static void forEachFlip(Bytes bytes, FlipCheck check) {
    byte[] flipped = bytes.toByteArray();
    for (int bit = 0; bit < flipped.length * 8; bit++) {
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      check.check(Bytes.copyOf(flipped));
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  private static void assertNotProven(ThrowingAttempt attempt) {
    assertThatThrownBy(attempt::run).isInstanceOf(NotProvenException.class);
  }

  private interface FlipCheck {
    void check(Bytes flipped);
  }

  private interface ThrowingAttempt {
    Object run() throws NotProvenException;
  }
}
