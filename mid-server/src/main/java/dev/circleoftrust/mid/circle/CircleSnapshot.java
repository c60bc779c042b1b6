package dev.circleoftrust.mid.circle;

import dev.circleoftrust.trust.Checkpoints;
import dev.circleoftrust.trust.CircleState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What this MID Server knows of its circle at one moment.
 *
 * @param version counts the changes, so that two snapshots are told apart at once
 * @param state the folded log; absent until its first statement came
 * @param checkpoints the newest word of each issuer
 * @param withheld how many instructions this MID Server has on its disk that were not on the topic
 *     when it was last read to its end
 * @param enforcedSince when the instruction that set enforcement last was appended, by the broker's
 *     word; good for a hint to a person and for nothing else
 */
public record CircleSnapshot(
    long version,
    @Nullable CircleState state,
    Checkpoints checkpoints,
    int withheld,
    Instant enforcedSince) {
  static CircleSnapshot empty() {
    return new CircleSnapshot(0, null, Checkpoints.none(), 0, Instant.EPOCH);
  }

  CircleSnapshot with(CircleState next, Instant since) {
    return new CircleSnapshot(version + 1, next, checkpoints, withheld, since);
  }

  CircleSnapshot with(Checkpoints next) {
    return new CircleSnapshot(version + 1, state, next, withheld, enforcedSince);
  }

  CircleSnapshot withheld(int count) {
    return new CircleSnapshot(version + 1, state, checkpoints, count, enforcedSince);
  }
}
