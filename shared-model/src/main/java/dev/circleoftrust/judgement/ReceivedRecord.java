package dev.circleoftrust.judgement;

import dev.circleoftrust.batch.LentProof;
import dev.circleoftrust.wire.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of an ECC topic as it was fetched, and where from: nothing of it has been looked at.
 *
 * @param topic the Kafka topic that it was really read from
 * @param partition the partition that it was really read from
 * @param key its key, which may be absent
 * @param value its value, which may be absent
 * @param statements the values of every header called {@code cot-batch}
 * @param proofs the values of every header called {@code cot-proof}
 * @param places the values of every header called {@code cot-share}
 * @param lent the proof that the record shares, where it bears none and one was found
 */
public record ReceivedRecord(
    String topic,
    int partition,
    @Nullable Bytes key,
    @Nullable Bytes value,
    List<Bytes> statements,
    List<Bytes> proofs,
    List<Bytes> places,
    @Nullable LentProof lent) {
  public ReceivedRecord {
    statements = List.copyOf(statements);
    proofs = List.copyOf(proofs);
    places = List.copyOf(places);
    if (lent != null && !(statements.isEmpty() && proofs.isEmpty())) {
      throw new IllegalArgumentException("a proof is lent to a record that bears one");
    }
  }

  /** A record that bears its own proof, or none. */
  public ReceivedRecord(
      String topic,
      int partition,
      @Nullable Bytes key,
      @Nullable Bytes value,
      List<Bytes> statements,
      List<Bytes> proofs) {
    this(topic, partition, key, value, statements, proofs, List.of(), null);
  }
}
