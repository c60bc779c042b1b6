package dev.circleoftrust.judgement;

import dev.circleoftrust.batch.Proven;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The rule by which a record's place in its stream is judged. */
final class Position {
  private Position() {}

  /**
   * The memory after a record whose batch proof holds.
   *
   * <p>Drop, repeat, reorder, replay and move are one rule: a sequence is larger than the last of
   * its stream, and a partition changes its stream only forwards.
   *
   * @param latest the latest signing time to remember: whoever signs a batch for the year 9999,
   *     with a key that is revoked afterwards, must not lock the partition against the key that
   *     follows
   * @throws Rejection if the position was passed before, or nothing is known of it
   */
  static PartitionMemory after(PartitionMemory memory, Proven proof, Instant latest)
      throws Rejection {
    return switch (memory) {
      case PartitionMemory.TakenOver(var at) -> {
        if (!proof.signedAt().isAfter(at)) {
          throw new Rejection(
              RejectionReason.POSITION_UNKNOWN, "signed before this MID Server took over");
        }
        yield reached(proof, earlier(proof.signedAt(), latest), List.of());
      }
      case PartitionMemory.Reached here -> {
        if (isIn(here.key(), here.stream(), proof)) {
          if (proof.sequence() <= here.sequence()) {
            throw new Rejection(
                RejectionReason.REPLAYED,
                "sequence " + proof.sequence() + ", after " + here.sequence());
          }
          Instant signedAt = earlier(proof.signedAt(), latest);
          yield reached(proof, later(here.signedAt(), signedAt), here.left());
        }
        if (here.left().contains(name(proof.keyId(), proof.stream()))
            || !proof.signedAt().isAfter(here.signedAt())) {
          throw new Rejection(RejectionReason.REPLAYED, "of a stream that this partition has left");
        }
        var left = new ArrayList<>(here.left());
        left.add(name(here.key(), here.stream()));
        yield reached(proof, earlier(proof.signedAt(), latest), left);
      }
    };
  }

  private static boolean isIn(Digest key, Bytes stream, Proven proof) {
    return key.value().sameAs(proof.keyId().value()) && stream.sameAs(proof.stream());
  }

  /** How a stream of a key is named among those that were left. */
  private static Bytes name(Digest key, Bytes stream) {
    return Bytes.concat(key.value(), stream);
  }

  private static PartitionMemory reached(Proven proof, Instant signedAt, List<Bytes> left) {
    return new PartitionMemory.Reached(
        proof.keyId(), proof.stream(), proof.sequence(), signedAt, left);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
