package dev.circleoftrust.production.ecc;

import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.batch.BatchSigner;
import dev.circleoftrust.batch.SignedBatch;
import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.production.ecc.OutboxRecord.Headers;
import dev.circleoftrust.wire.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Signs what leaves: one signature for all the records of a moment, over what each is and where it
 * goes. Called inside the transaction that puts them into the outbox.
 */
final class Notary {
  /** How long a record may run after it was signed; a MID Server may allow less. */
  static final Duration RECORD_VALIDITY = Duration.ofHours(24);

  private final Signer key;
  private final Outbox outbox;
  private final InstantSource clock;

  Notary(Signer key, Outbox outbox, InstantSource clock) {
    this.key = key;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** When what is signed now may run no more. */
  Instant expiry() {
    return clock.instant().plus(RECORD_VALIDITY);
  }

  /** The records that {@code rows} become, in their order, signed for {@code circle}. */
  List<OutboxRecord> notarize(List<PreparedRow> rows, Digest circle) {
    if (rows.isEmpty()) {
      return List.of();
    }
    List<BatchRecord> records = rows.stream().map(PreparedRow::record).toList();
    Instant now = clock.instant();
    SignedBatch batch =
        new BatchSigner(key, circle, outbox.stream())
            .sign(records, outbox.takeSequences(records.size()), now, now.plus(RECORD_VALIDITY));
    var notarized = new ArrayList<OutboxRecord>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      notarized.add(
          new OutboxRecord(
              rows.get(i).row(),
              records.get(i),
              Optional.of(new Headers(batch.statement(), batch.proof(i)))));
    }
    return notarized;
  }
}
