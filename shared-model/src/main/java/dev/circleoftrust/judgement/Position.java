package dev.circleoftrust.judgement;

import dev.circleoftrust.batch.Proven;
import dev.circleoftrust.wire.Bytes;
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
   * @throws Rejection if the position was passed before, or nothing is known of it
   */
  static PartitionMemory after(PartitionMemory memory, Proven proof) throws Rejection {
    Bytes stream = Bytes.concat(proof.keyId().value(), proof.stream());
    return switch (memory) {
      case PartitionMemory.TakenOver(var at) -> {
        if (!proof.signedAt().isAfter(at)) {
          throw new Rejection(
              RejectionReason.POSITION_UNKNOWN, "signed before this MID Server took over");
        }
        yield reached(proof, proof.signedAt(), List.of());
      }
      case PartitionMemory.Reached here -> {
        Bytes current = Bytes.concat(here.key().value(), here.stream());
        if (stream.equals(current)) {
          if (proof.sequence() <= here.sequence()) {
            throw new Rejection(
                RejectionReason.REPLAYED,
                "sequence %d, after %d".formatted(proof.sequence(), here.sequence()));
          }
          yield reached(proof, latest(here.signedAt(), proof.signedAt()), here.left());
        }
        if (here.left().contains(stream) || !proof.signedAt().isAfter(here.signedAt())) {
          throw new Rejection(RejectionReason.REPLAYED, "of a stream that this partition has left");
        }
        var left = new ArrayList<>(here.left());
        left.add(current);
        yield reached(proof, proof.signedAt(), left);
      }
    };
  }

  private static PartitionMemory reached(Proven proof, Instant signedAt, List<Bytes> left) {
    return new PartitionMemory.Reached(
        proof.keyId(), proof.stream(), proof.sequence(), signedAt, left);
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
