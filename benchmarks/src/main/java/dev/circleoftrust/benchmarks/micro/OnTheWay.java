package dev.circleoftrust.benchmarks.micro;

import dev.circleoftrust.judgement.ReceivedRecord;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.wire.Bytes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was done to a record between production and the MID Server. */
public enum OnTheWay {
  /** Nothing; neighbours share a proof, as in a channel. */
  GENUINE,
  /** Nothing; each bears its own proof, as those below. */
  SELF_CONTAINED,
  /** A byte of its value is another. */
  ALTERED_VALUE,
  /** It stands in another topic than was signed. */
  WRONG_TOPIC,
  /** Its batch names a key that nobody trusts. */
  UNKNOWN_BATCH,
  /** The signature of its batch does not hold; all records show the same statement. */
  FORGED_BATCH,
  /** The signature of its batch does not hold, and each record shows another statement. */
  EACH_FORGED_BATCH,
  /** It has no headers. */
  UNSIGNED;

  private static final int KEY_ID_AT = 5 + 32;
  private static final int NOT_AFTER_AT = KEY_ID_AT + 32 + 16 + 32 + 4 + 8;

  /** Why it is refused; null for none. */
  @Nullable RejectionReason reason() {
    return switch (this) {
      case GENUINE, SELF_CONTAINED -> null;
      case ALTERED_VALUE, WRONG_TOPIC -> RejectionReason.BATCH_PROOF_INVALID;
      case UNKNOWN_BATCH -> RejectionReason.BATCH_KEY_NOT_TRUSTED;
      case FORGED_BATCH, EACH_FORGED_BATCH -> RejectionReason.BATCH_SIGNATURE_INVALID;
      case UNSIGNED -> RejectionReason.UNSIGNED;
    };
  }

  /** A record that bears its own proof, as it is fetched. */
  ReceivedRecord happen(ReceivedRecord it, int index) {
    Bytes value = Objects.requireNonNull(it.value());
    return switch (this) {
      case GENUINE, SELF_CONTAINED -> it;
      case ALTERED_VALUE -> with(it.topic(), altered(value, value.size() / 2), it);
      case WRONG_TOPIC -> with("cot.ecc.output.another.standard", value, it);
      case UNKNOWN_BATCH -> with(it, KEY_ID_AT);
      case FORGED_BATCH -> with(it, it.statements().getFirst().size() - 1);
      case EACH_FORGED_BATCH -> withAnotherEnd(it, index + 1);
      case UNSIGNED ->
          new ReceivedRecord(it.topic(), it.partition(), it.key(), value, List.of(), List.of());
    };
  }

  private static ReceivedRecord with(String topic, Bytes value, ReceivedRecord it) {
    return new ReceivedRecord(topic, it.partition(), it.key(), value, it.statements(), it.proofs());
  }

  private static ReceivedRecord with(ReceivedRecord it, int alteredAt) {
    Bytes statement = altered(it.statements().getFirst(), alteredAt);
    return new ReceivedRecord(
        it.topic(), it.partition(), it.key(), it.value(), List.of(statement), it.proofs());
  }

  private static ReceivedRecord withAnotherEnd(ReceivedRecord it, int more) {
    byte[] statement = it.statements().getFirst().toByteArray();
    var bytes = ByteBuffer.wrap(statement);
    bytes.putLong(NOT_AFTER_AT, bytes.getLong(NOT_AFTER_AT) + more);
    return new ReceivedRecord(
        it.topic(),
        it.partition(),
        it.key(),
        it.value(),
        List.of(Bytes.owned(statement)),
        it.proofs());
  }

  private static Bytes altered(Bytes bytes, int at) {
    byte[] altered = bytes.toByteArray();
    altered[at] ^= 1;
    return Bytes.owned(altered);
  }
}
