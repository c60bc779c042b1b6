package dev.circleoftrust.keys;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Ed25519 (RFC 8032, section 5.1.7) without the freedom that the RFC leaves to verifiers.
 *
 * <p>The key and each signature's R must lie in the group of prime order and be spelled
 * canonically; S must be below the order. So the equation with and without the cofactor agree, and
 * no two verifiers can differ over a signature, not even over one that its own signer made crooked.
 *
 * <p>Bouncy Castle's arithmetic is used directly: ten times as fast as the JDK's.
 */
final class Ed25519SignatureCheck implements SignatureCheck {
  /** {@code SEQUENCE { SEQUENCE { OID 1.3.101.112 }, BIT STRING } } up to the key (RFC 8410). */
  private static final Bytes SPKI_PREFIX =
      Bytes.copyOf(new byte[] {0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0});

  private final Bytes encoded;
  private final Ed25519.PublicPoint point;

  private Ed25519SignatureCheck(Bytes encoded, Ed25519.PublicPoint point) {
    this.encoded = encoded;
    this.point = point;
  }

  /**
   * @param key the encoded point, as it stands in the bit string of a SubjectPublicKeyInfo
   * @throws MalformedException if the key is not 32 bytes, not a point, spelled non-canonically or
   *     outside the group of prime order, as are the eight points of small order
   */
  static Ed25519SignatureCheck of(Bytes key) throws MalformedException {
    if (key.size() != Ed25519.PUBLIC_KEY_SIZE) {
      throw new MalformedException("an Ed25519 key of %d bytes, not 32".formatted(key.size()));
    }
    Ed25519.PublicPoint point = Ed25519.validatePublicKeyFullExport(key.toByteArray(), 0);
    if (point == null) {
      throw new MalformedException(
          "an Ed25519 key that is not a canonical point of the group of prime order");
    }
    return new Ed25519SignatureCheck(key, point);
  }

  @Override
  public boolean verify(Bytes message, Bytes signature) {
    if (signature.size() != Ed25519.SIGNATURE_SIZE) {
      return false;
    }
    byte[] rs = signature.toByteArray(); // R || S; R is spelled as keys are
    byte[] signed = message.toByteArray();
    // Both must hold. The equation comes first: whoever forges pays for one of the two alone.
    return Ed25519.verify(rs, 0, point, signed, 0, signed.length)
        && Ed25519.validatePublicKeyFull(rs, 0);
  }

  @Override
  public Bytes spki() {
    return Bytes.concat(SPKI_PREFIX, encoded);
  }
}
