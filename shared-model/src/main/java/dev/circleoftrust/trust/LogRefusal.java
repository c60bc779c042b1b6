package dev.circleoftrust.trust;

/** Why an item is no part of the circle log. Constants may be added; a code never changes. */
public enum LogRefusal {
  /** Not an item of the log, or a statement out of its closed schema. */
  MALFORMED("malformed"),
  /** Signed for another circle, or a first statement that is not the pinned one. */
  WRONG_CIRCLE("wrong-circle"),
  /** No first statement has been applied. */
  NOT_ESTABLISHED("not-established"),
  /** In the log already, or a checkpoint that settles nothing new. */
  ALREADY_APPLIED("already-applied"),
  /** Builds on a head that another branch of the log has left behind: export again. */
  SUPERSEDED("superseded"),
  /** Builds on, or covers, a head that is not in the log. */
  UNKNOWN_HEAD("unknown-head"),
  /** No signature is by a key that is trusted for this purpose. */
  SIGNER_NOT_TRUSTED("signer-not-trusted"),
  /** A trusted key is named, but its signature does not cover these bytes. */
  SIGNATURE_INVALID("signature-invalid"),
  /** The key was revoked, which is for ever. */
  KEY_REVOKED("key-revoked"),
  /** Fewer issuers signed than the circle asks for. */
  BELOW_THRESHOLD("below-threshold"),
  /** What loosens lacks production's valid countersignature. */
  NOT_COUNTERSIGNED("not-countersigned"),
  /** The certificate fails the circle's profile. */
  CERTIFICATE_REFUSED("certificate-refused"),
  /** The key has another issuer or purpose, or is trusted already. */
  KEY_ALREADY_KNOWN("key-already-known"),
  /** The key to be revoked was never admitted. */
  KEY_UNKNOWN("key-unknown"),
  /** The issuer is not one that may hold a key of this purpose. */
  ISSUER_NOT_ALLOWED("issuer-not-allowed"),
  /** Fewer issuers would be left than the circle asks for. */
  TOO_FEW_ISSUERS("too-few-issuers");

  private final String code;

  LogRefusal(String code) {
    this.code = code;
  }

  /** The stable name, for logs, metrics and messages. */
  public String code() {
    return code;
  }
}
