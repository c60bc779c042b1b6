package dev.circleoftrust.trust;

import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.keys.VerificationKey;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import java.util.List;

/**
 * A key that the circle log admitted.
 *
 * @param issuer under whose name, for ever
 * @param purpose for what, for ever
 * @param key the key itself
 * @param certificates DER of its certificate chain, leaf first; empty where the purpose needs none
 */
public record TrustedKey(
    IssuerName issuer, KeyPurpose purpose, VerificationKey key, List<Bytes> certificates) {
  public TrustedKey {
    certificates = List.copyOf(certificates);
  }

  /** The SHA-256 of the key's SubjectPublicKeyInfo. */
  public Digest id() {
    return key.keyId();
  }
}
