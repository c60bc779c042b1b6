package dev.circleoftrust.judgement;

import dev.circleoftrust.batch.NotProvenException;
import dev.circleoftrust.batch.VerifiedBatch;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.TrustedKey;
import dev.circleoftrust.wire.Bytes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a judge found earlier and need not find again. They never change a verdict: judging with any
 * precedents gives what judging with fresh ones gives. All of them are forgotten where the circle
 * is another, and there are only so many.
 *
 * <p>Not for use by several threads: each thread that judges has its own.
 */
public final class Precedents {
  private static final int MAX_BATCHES = 64;

  private final Map<Bytes, VerifiedBatch> batches = new HashMap<>();
  private @Nullable CircleState circle;

  /** The batch of {@code header}, whose signature holds in {@code circle}. */
  VerifiedBatch batch(Bytes header, CircleState circle) throws NotProvenException {
    forgetUnless(circle);
    VerifiedBatch known = batches.get(header);
    if (known != null) {
      return known;
    }
    VerifiedBatch batch =
        VerifiedBatch.verify(
            header,
            circle.circle(),
            id -> circle.key(id, KeyPurpose.NOTARIZATION).map(TrustedKey::key));
    if (batches.size() == MAX_BATCHES) {
      batches.clear();
    }
    batches.put(header, batch);
    return batch;
  }

  private void forgetUnless(CircleState now) {
    if (circle != now) {
      batches.clear();
      circle = now;
    }
  }
}
