package dev.circleoftrust.trusted.signing;

import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.wire.Digest;

/**
 * One use of a private key.
 *
 * @param keyId which key
 * @param purpose what the key is for
 * @param digest the SHA-256 of what was signed
 * @param occasion who wanted it, and what for
 */
record KeyUse(Digest keyId, KeyPurpose purpose, Digest digest, Occasion occasion) {}
