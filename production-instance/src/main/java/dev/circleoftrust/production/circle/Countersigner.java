package dev.circleoftrust.production.circle;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.dsse.Pae;
import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.statement.Execution;
import dev.circleoftrust.statement.Validity;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Signs that a person pressed <i>Execute Now</i> or <i>Install</i> here, for one instruction. */
public final class Countersigner {
  private static final Duration VALIDITY = Duration.ofHours(1);

  private final Signer key;
  private final InstantSource clock;

  /** Signs with production's own key. */
  public Countersigner(Signer key, InstantSource clock) {
    this.key = key;
    this.clock = clock;
  }

  /** The countersignature of the instruction with this id. */
  public Envelope countersign(Digest circle, Digest instruction) {
    var execution =
        new Execution(circle, instruction, Validity.startingAt(clock.instant(), VALIDITY));
    Bytes payload = execution.encode();
    Bytes signature = key.sign(Pae.encode(Execution.PAYLOAD_TYPE, payload));
    return new Envelope(
        Execution.PAYLOAD_TYPE, payload, List.of(new Envelope.Signature(key.keyId(), signature)));
  }
}
