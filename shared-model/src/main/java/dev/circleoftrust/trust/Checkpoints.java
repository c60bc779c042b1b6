package dev.circleoftrust.trust;

import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.wire.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest word of each issuer on where the log ends. With a clock it answers what the log alone
 * cannot: whether an <i>off</i> is fresh, or a reader is shown an old log. Immutable.
 */
public final class Checkpoints {
  /** How far ahead of the reader's clock a checkpoint may be dated. */
  public static final Duration MAX_AHEAD = Duration.ofSeconds(60);

  /** How old a checkpoint may be and still prove <i>off</i>, by default. */
  public static final Duration DEFAULT_MAX_AGE = Duration.ofHours(24);

  private static final Checkpoints NONE = new Checkpoints(Map.of());

  private final Map<IssuerName, CheckpointReading.Genuine> newest;

  private Checkpoints(Map<IssuerName, CheckpointReading.Genuine> newest) {
    this.newest = Collections.unmodifiableMap(newest);
  }

  /** Nobody has said anything. */
  public static Checkpoints none() {
    return NONE;
  }

  /**
   * These, and one more. One that is dated ahead of {@code now} by more than {@link #MAX_AHEAD} is
   * not remembered: else it would outlast every later one.
   */
  public Checkpoints with(CheckpointReading.Genuine checkpoint, Instant now) {
    CheckpointReading.Genuine before = newest.get(checkpoint.issuer());
    if (checkpoint.at().isAfter(now.plus(MAX_AHEAD))
        || (before != null && before.at().isAfter(checkpoint.at()))) {
      return this;
    }
    var more = new LinkedHashMap<>(newest);
    more.put(checkpoint.issuer(), checkpoint);
    return new Checkpoints(more);
  }

  /** The newest of each issuer whose key is still trusted. */
  public List<CheckpointReading.Genuine> trusted(CircleState state) {
    return newest.values().stream()
        .filter(checkpoint ->
            state.key(checkpoint.key(), KeyPurpose.CHECKPOINT).isPresent()
                && state.issuers().contains(checkpoint.issuer()))
        .toList();
  }

  /**
   * Whether the log in {@code state} may be taken to end in <i>off</i>.
   *
   * <p>A checkpoint counts if it is for a head at or after the last change of enforcement: whatever
   * came after that the reader has folded himself. One for a head that the reader has not got means
   * that items are withheld from him, and nothing is proven.
   */
  public Standing standing(CircleState state, Instant now, Duration maxAge) {
    if (state.contradicted()) {
      return enforced(Standing.Cause.CONTRADICTED, "issuers have settled two logs");
    }
    if (state.enforcing()) {
      return enforced(Standing.Cause.TURNED_ON, "the log says on");
    }
    List<CheckpointReading.Genuine> trusted = trusted(state);
    for (CheckpointReading.Genuine checkpoint : trusted) {
      if (!state.contains(checkpoint.head())) {
        return enforced(
            Standing.Cause.BEHIND,
            "%s has checkpointed a head that is not in the log here: %s"
                .formatted(checkpoint.issuer(), checkpoint.head()));
      }
    }
    return fresh(state, trusted, now, maxAge);
  }

  private static Standing fresh(
      CircleState state, List<CheckpointReading.Genuine> trusted, Instant now, Duration maxAge) {
    Digest since = state.enforcementHead();
    List<Instant> expiries =
        trusted.stream()
            .filter(checkpoint ->
                state.descends(state.head(), checkpoint.head())
                    && state.descends(checkpoint.head(), since)
                    && !checkpoint.at().isAfter(now.plus(MAX_AHEAD)))
            .map(checkpoint -> checkpoint.at().plus(maxAge))
            .filter(expiry -> !expiry.isBefore(now))
            .sorted(Collections.reverseOrder())
            .toList();
    int threshold = state.threshold();
    if (expiries.size() < threshold) {
      return enforced(
          Standing.Cause.NOT_FRESH,
          "fresh checkpoints by %d of %d issuers".formatted(expiries.size(), threshold));
    }
    return new Standing.ProvenOff(state.head(), expiries.get(threshold - 1));
  }

  private static Standing enforced(Standing.Cause cause, String detail) {
    return new Standing.Enforced(cause, detail);
  }
}
