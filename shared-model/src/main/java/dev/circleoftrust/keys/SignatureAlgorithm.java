package dev.circleoftrust.keys;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The signature algorithms, a closed set: one for each type of key, so that a key leaves nothing to
 * choose. A further constant must be given its verification before anything compiles.
 */
public enum SignatureAlgorithm {
  /**
   * RSASSA-PKCS1-v1_5 with SHA-512 (RFC 8017, section 8.2), the product's. Moduli of 3,072 to 8,192
   * bits, exponent 65,537.
   */
  RSA_SHA512("rsa-sha512", "1.2.840.113549.1.1.1"),

  /** Pure Ed25519 (RFC 8032, section 5.1). */
  ED25519("ed25519", "1.3.101.112");

  private final String code;
  private final String keyType;

  SignatureAlgorithm(String code, String keyType) {
    this.code = code;
    this.keyType = keyType;
  }

  /** The algorithm of keys whose SubjectPublicKeyInfo bears the object identifier, if any. */
  static Optional<SignatureAlgorithm> ofKeyType(String keyType) {
    return Stream.of(values()).filter(algorithm -> algorithm.keyType.equals(keyType)).findFirst();
  }

  /** How reports and metrics spell it; never changes. */
  public String code() {
    return code;
  }
}
