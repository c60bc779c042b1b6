package dev.circleoftrust.trust;

import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.wire.Digest;
import java.time.Instant;

/** What a checkpoint envelope turned out to be. */
public sealed interface CheckpointReading {
  /**
   * An issuer's genuine word.
   *
   * @param issuer who signed it
   * @param key the id of the key that signed it: what the key says ends with the key
   * @param head the head that it says the log ends in, which the reader may or may not know
   * @param at when it was signed, by the issuer's clock
   */
  record Genuine(IssuerName issuer, Digest key, Digest head, Instant at)
      implements CheckpointReading {}

  /**
   * Nobody's word.
   *
   * @param reason the first check that failed
   * @param detail for the operator; not stable
   */
  record Refused(LogRefusal reason, String detail) implements CheckpointReading {}
}
