package dev.circleoftrust.trusted.circle;

import dev.circleoftrust.wire.Digest;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What this instance remembers of its own doing, and holds itself to when it vouches for a log.
 *
 * @param lastSigned the head of its last checkpoint; at first the head of the first statement
 * @param published ids of the instructions that it appended to the log itself, and that the broker
 *     acknowledged
 * @param firstSeen when it first saw each head, by its own clock
 */
record Commitments(Digest lastSigned, Set<Digest> published, Map<Digest, Instant> firstSeen) {
  Commitments {
    published = Set.copyOf(published);
    firstSeen = Map.copyOf(firstSeen);
  }
}
