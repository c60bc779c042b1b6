package dev.circleoftrust.judgement;

import dev.circleoftrust.wire.Digest;
import java.time.Instant;

/**
 * A record that may run. Only {@link Judge} can make one; whoever runs a record takes this type.
 *
 * <p>It names the head and the moment up to which the judgement holds. If the head has changed or
 * the moment has passed before the record runs, it must be judged again.
 */
public sealed interface MayRun extends Verdict permits AllowedByFirewall, NotEnforced, Verified {
  /** What may run, and for how long. */
  Permit permit();

  /** What is to be run. */
  default Work work() {
    return permit().work();
  }

  /** The head of the circle log under which it was judged. */
  default Digest head() {
    return permit().head();
  }

  /** The last moment at which it may run. */
  default Instant notAfter() {
    return permit().notAfter();
  }

  /** The name of the basis, for results, logs and metrics. */
  default String basis() {
    return switch (this) {
      case Verified _ -> "verified";
      case AllowedByFirewall _ -> "allowed-by-firewall";
      case NotEnforced _ -> "not-enforced";
    };
  }
}
