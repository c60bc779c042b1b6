package dev.circleoftrust.judgement;

import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.LengthPrefixed;
import java.time.Instant;

/**
 * What was found of the signatures of records with code, in one circle. Not for use by several
 * threads.
 */
final class KnownCode {
  /** Records of which a signature holds. */
  static final int MAX_HELD = 128;

  /** Records of which none does. */
  static final int MAX_REFUSED = 1_024;

  /** Bytes of a record with its signatures: of what is larger nothing is remembered. */
  static final int MAX_SIZE = 64 << 10;

  private final Recent<Digest, CodeFindings> held = new Recent<>(MAX_HELD);
  private final Recent<Digest, CodeFindings> refused = new Recent<>(MAX_REFUSED);

  SignatureCheck check(OutboundMessage.WithCode message, CircleState circle, Instant at) {
    Bytes all = everythingIn(message);
    if (all.size() > MAX_SIZE) {
      return CodeFindings.of(message, circle).at(at);
    }
    Digest id = Digest.of(all);
    CodeFindings known = held.get(id);
    if (known == null) {
      known = refused.get(id);
    }
    if (known == null) {
      known = CodeFindings.of(message, circle);
      (known.mayHold() ? held : refused).put(id, known);
    }
    return known.at(at);
  }

  /** Every byte that decides: of the record all fields, and the envelopes as they came. */
  private static Bytes everythingIn(OutboundMessage.WithCode message) {
    GlideRecord code = message.code();
    var all = new LengthPrefixed().text(code.table().value()).text(code.sysId().value());
    all.number(code.fields().size());
    code.fields().forEach((name, value) -> all.text(name).text(value));
    message.signatures().forEach(all::bytes);
    return all.toBytes();
  }
}
