package dev.circleoftrust.keys;

import dev.circleoftrust.wire.Bytes;

/** A public key of one type, able to check signatures. Immutable. */
sealed interface SignatureCheck permits RsaSignatureCheck, Ed25519SignatureCheck {
  /** True only where {@code signature} over {@code message} holds; never throws for bad input. */
  boolean verify(Bytes message, Bytes signature);

  /** The one DER form of the key's SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7). */
  Bytes spki();
}
