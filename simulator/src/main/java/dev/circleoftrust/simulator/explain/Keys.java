package dev.circleoftrust.simulator.explain;

import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.wire.Digest;

/** What the circle says of a key. */
final class Keys {
  private Keys() {}

  static boolean isNotarization(CircleState state, Digest key) {
    return state.key(key, KeyPurpose.NOTARIZATION).isPresent();
  }

  /** Who may sign code with the key, for a person. */
  static String codeSigner(CircleState state, Digest key) {
    return state
        .key(key, KeyPurpose.CODE)
        .map(trusted -> "issuer " + trusted.issuer())
        .orElse(state.isRevoked(key) ? "a revoked key" : "a key that the circle does not trust");
  }
}
