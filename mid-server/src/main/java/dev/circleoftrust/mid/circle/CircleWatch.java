package dev.circleoftrust.mid.circle;

import dev.circleoftrust.judgement.CircleView;
import dev.circleoftrust.mid.boot.CodeSigning;
import dev.circleoftrust.trust.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Says whether Code Signing is enforced on this MID Server at a moment. The answer is yes unless it
 * is proven that it is not. Safe for any number of threads.
 */
public final class CircleWatch {
  private static final Duration REUSE = Duration.ofMillis(100);
  private static final Standing NONE =
      new Standing.Enforced(
          Standing.Cause.NOT_ESTABLISHED, "the circle log has no first statement yet");

  private final CodeSigning codeSigning;
  private final Duration maxCheckpointAge;
  private final Supplier<CircleSnapshot> snapshots;
  private volatile Found last = new Found(-1, Instant.EPOCH, new CircleView(null, NONE));

  /** A view that was found before: good for a moment while nothing changes. */
  private record Found(long version, Instant at, CircleView view) {
    boolean holds(long versionNow, Instant now) {
      if (version != versionNow || now.isBefore(at)) {
        return false;
      }
      return switch (view.standing()) {
        case Standing.ProvenOff(_, var until) -> !now.isAfter(until);
        case Standing.Enforced _ -> now.isBefore(at.plus(REUSE));
      };
    }
  }

  CircleWatch(
      CodeSigning codeSigning, Duration maxCheckpointAge, Supplier<CircleSnapshot> snapshots) {
    this.codeSigning = codeSigning;
    this.maxCheckpointAge = maxCheckpointAge;
    this.snapshots = snapshots;
  }

  /** What is known of the circle now. */
  public CircleSnapshot snapshot() {
    return snapshots.get();
  }

  /** The circle as a judge sees it at {@code now}. */
  public CircleView view(Instant now) {
    CircleSnapshot snapshot = snapshots.get();
    Found found = last;
    if (!found.holds(snapshot.version(), now)) {
      var view = new CircleView(snapshot.state(), standing(snapshot, now));
      found = new Found(snapshot.version(), now, view);
      last = found;
    }
    return found.view();
  }

  private Standing standing(CircleSnapshot snapshot, Instant now) {
    if (codeSigning == CodeSigning.REQUIRED) {
      return new Standing.Enforced(Standing.Cause.REQUIRED, "the boot file says required");
    }
    if (snapshot.state() == null) {
      return NONE;
    }
    Standing standing = snapshot.checkpoints().standing(snapshot.state(), now, maxCheckpointAge);
    if (snapshot.withheld() > 0 && !standing.enforced()) {
      return new Standing.Enforced(
          Standing.Cause.LOG_CUT,
          "%d instructions on this disk are not on the topic".formatted(snapshot.withheld()));
    }
    return standing;
  }
}
