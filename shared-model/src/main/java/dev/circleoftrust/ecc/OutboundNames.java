package dev.circleoftrust.ecc;

import dev.circleoftrust.wire.JsonNames;
import java.util.List;

/** The names of the fields of messages. */
final class OutboundNames {
  static final int ECC = 0;
  static final int CODE = 1;

  /** Those of an {@link OutboundMessage}. */
  static final JsonNames ALL = JsonNames.of(List.of("ecc", "code", "signatures"));

  private OutboundNames() {}
}
