package dev.circleoftrust.judgement;

import dev.circleoftrust.batch.NotProvenException;
import dev.circleoftrust.batch.VerifiedBatch;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.TrustedKey;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import org.jspecify.annotations.Nullable;

/**
 * The batch statements whose signature holds in one circle, for all who judge: a batch goes to
 * several topics, and its one signature need not be verified for each. Statements are found again
 * only by the hash of all their bytes, and all are forgotten where the circle is another. One that
 * does not hold is not kept, so that no flood of them displaces what holds.
 *
 * <p>Safe for any number of threads. None waits while another verifies; two that need the same at
 * the same moment may both do it.
 */
public final class VerifiedStatements {
  /** The most that are kept: a third of a KiB each. */
  private static final int MOST = 256;

  private Recent<Digest, VerifiedBatch> held = new Recent<>(MOST);
  private @Nullable CircleState circle;

  /**
   * The batch of {@code header}, whose signature holds in {@code now}.
   *
   * @param id the SHA-256 of the header
   * @throws NotProvenException if it does not hold, whatever is wrong with it
   */
  VerifiedBatch verified(Bytes header, Digest id, CircleState now) throws NotProvenException {
    VerifiedBatch known = known(id, now);
    if (known == null) {
      known =
          VerifiedBatch.verify(
              header,
              now.circle(),
              key -> now.key(key, KeyPurpose.NOTARIZATION).map(TrustedKey::key));
      keep(id, known, now);
    }
    return known;
  }

  private synchronized @Nullable VerifiedBatch known(Digest id, CircleState now) {
    if (circle != now) {
      held = new Recent<>(MOST);
      circle = now;
    }
    return held.get(id);
  }

  private synchronized void keep(Digest id, VerifiedBatch verified, CircleState in) {
    if (circle == in) {
      held.put(id, verified);
    }
  }
}
