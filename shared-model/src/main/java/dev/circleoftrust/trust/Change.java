package dev.circleoftrust.trust;

import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.wire.Digest;

/** An action whose material has been checked: what an entry does to the {@link Settings}. */
public sealed interface Change {
  /** Code Signing is enforced, or no longer. */
  record Enforce(boolean on) implements Change {}

  /** A key is admitted. */
  record Admit(TrustedKey key) implements Change {}

  /** A key is trusted no longer, for every date. */
  record Revoke(Digest key) implements Change {}

  /** A record signature holds no longer. */
  record Withdraw(Digest statement) implements Change {}

  /** A number of issuers must sign. */
  record Require(KeyPurpose purpose, int issuers) implements Change {}
}
