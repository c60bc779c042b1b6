package dev.circleoftrust.keys;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;

/**
 * Uses a private key without showing it. Safe for any number of threads.
 *
 * <p>A signer signs whatever it is given: who may hand it bytes, and after whose consent, is the
 * holder's to decide.
 */
public interface Signer {
  /** The key that verifies what this signs. */
  VerificationKey verificationKey();

  /**
   * Signs {@code message} with the key's own algorithm.
   *
   * @throws IllegalStateException if the private key cannot be used
   */
  Bytes sign(Bytes message);

  /** The SHA-256 of the public key's SubjectPublicKeyInfo. */
  default Digest keyId() {
    return verificationKey().keyId();
  }
}
