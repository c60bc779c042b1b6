package dev.circleoftrust.trusted.keys;

/**
 * Why a PKCS#12 store is refused before its certificates are judged. Constants may be added; a code
 * never changes.
 */
enum KeyStoreProblem {
  /** Not a PKCS#12 store. */
  MALFORMED(
      "keystore-malformed",
      "make one with: openssl pkcs12 -export -inkey key.pem -in leaf.pem -certfile ca.pem"
          + " -out key.p12"),

  /** The password does not open it. */
  WRONG_PASSWORD("keystore-wrong-password", "give the password with which the store was exported"),

  /** It holds certificates only. */
  NO_PRIVATE_KEY(
      "keystore-no-private-key",
      "export it with its key: openssl pkcs12 -export -inkey key.pem -in leaf.pem -out key.p12"),

  /** It holds several keys, and which one is meant must not be guessed. */
  SEVERAL_PRIVATE_KEYS(
      "keystore-several-private-keys", "export the one key that is meant into a store of its own"),

  /** The key has no certificate. */
  NO_CERTIFICATE(
      "keystore-no-certificate",
      "export it with its certificate: openssl pkcs12 -export -inkey key.pem -in leaf.pem"
          + " -out key.p12"),

  /** The key is not the one that its certificate is for. */
  KEY_MISMATCHED(
      "keystore-key-mismatched", "export the key together with the certificate issued for it"),

  /** Nothing in the store or beside it ends the chain. */
  ROOT_MISSING(
      "keystore-root-missing",
      "give the authority's certificate with the key (\"roots\": [PEM]), or put it into the store"
          + " with openssl pkcs12 -export ... -certfile ca.pem"),

  /** A root that was given beside the store is not a certificate. */
  ROOT_MALFORMED("root-malformed", "give each root as one PEM certificate");

  private final String code;
  private final String remedy;

  KeyStoreProblem(String code, String remedy) {
    this.code = code;
    this.remedy = remedy;
  }

  String code() {
    return code;
  }

  String remedy() {
    return remedy;
  }
}
