package dev.circleoftrust.production.refusal;

import dev.circleoftrust.trust.LogRefusal;

/**
 * Why production refuses what a person asks for. Constants may be added; a code never changes. What
 * the circle log itself refuses has the log's own code.
 */
public enum RefusalReason {
  /** What was sent is not of the form that it claims. */
  MALFORMED("malformed", 400),
  /** There is no such record. */
  NO_SUCH_RECORD("no-such-record", 404),
  /** The record is not in a state for it. */
  WRONG_STATE("wrong-state", 409),
  /** Problems of the preview are neither accepted nor skipped. */
  PROBLEMS_OPEN("problems-open", 409),
  /** Records changed since the preview. */
  PREVIEW_OUTDATED("preview-outdated", 409),
  /** Production never signs code: a trusted instance does. */
  SIGNS_NO_CODE("signs-no-code", 403),
  /** The record bears no signature of a trusted instance. */
  UNSIGNED("unsigned", 403),
  /** The file or record is not, to the byte, what follows from the signed statement. */
  JOB_DIFFERS("job-differs", 403),
  /** The fingerprint that the person gave is not the certificate's. */
  FINGERPRINT_DIFFERS("fingerprint-differs", 403),
  /** Nobody has compared the fingerprint. */
  FINGERPRINT_MISSING("fingerprint-missing", 400),
  /** The certificate's key has not signed the record that carries it. */
  POSSESSION_NOT_PROVEN("possession-not-proven", 403),
  /** The first statement is for another production instance, or another key of this one. */
  WRONG_PRODUCTION("wrong-production", 403),
  /** The circle is established already. */
  ALREADY_ESTABLISHED("already-established", 409),
  /** No circle is established yet. */
  NOT_ESTABLISHED("not-established", 409),
  /** The instruction was executed before. */
  ALREADY_EXECUTED("already-executed", 409),
  /** The window of the statement has ended, or has not begun. */
  EXPIRED("expired", 403),
  /** The log has moved past the head that the instruction builds on. */
  SUPERSEDED("superseded", 409),
  /** The instruction builds on a head that is not in the log. */
  UNKNOWN_HEAD("unknown-head", 409),
  /** The prerequisite check has not passed for this job as it is now. */
  PREREQUISITE_CHECK_MISSING("prerequisite-check-missing", 409),
  /** A check of the prerequisites fails. */
  PREREQUISITE_FAILED("prerequisite-failed", 409),
  /** Signed for another circle. */
  WRONG_CIRCLE("wrong-circle", 403),
  /** No signature is by a key that is trusted for this purpose. */
  SIGNER_NOT_TRUSTED("signer-not-trusted", 403),
  /** A trusted key is named, but its signature does not cover these bytes. */
  SIGNATURE_INVALID("signature-invalid", 403),
  /** The key was revoked. */
  KEY_REVOKED("key-revoked", 403),
  /** Fewer issuers signed than the circle asks for. */
  BELOW_THRESHOLD("below-threshold", 403),
  /** Production's own countersignature does not count: its key is not the circle's. */
  NOT_COUNTERSIGNED("not-countersigned", 403),
  /** A certificate fails the circle's profile. */
  CERTIFICATE_REFUSED("certificate-refused", 403),
  /** The key has another issuer or purpose, or is trusted already. */
  KEY_ALREADY_KNOWN("key-already-known", 409),
  /** The key to be revoked was never admitted. */
  KEY_UNKNOWN("key-unknown", 409),
  /** The issuer may not hold a key of this purpose. */
  ISSUER_NOT_ALLOWED("issuer-not-allowed", 403),
  /** Fewer issuers would be left than the circle asks for. */
  TOO_FEW_ISSUERS("too-few-issuers", 409),
  /** The broker did not show in time what was appended. */
  NOT_CONFIRMED("not-confirmed", 503),
  /** The broker does not do in time what is asked of it. */
  BROKER_AWAY("broker-away", 503);

  private final String code;
  private final int status;

  RefusalReason(String code, int status) {
    this.code = code;
    this.status = status;
  }

  /** The reason for what the circle log refuses. */
  public static RefusalReason of(LogRefusal refusal) {
    return switch (refusal) {
      case MALFORMED -> MALFORMED;
      case WRONG_CIRCLE -> WRONG_CIRCLE;
      case NOT_ESTABLISHED -> NOT_ESTABLISHED;
      case ALREADY_APPLIED -> ALREADY_EXECUTED;
      case SUPERSEDED -> SUPERSEDED;
      case UNKNOWN_HEAD -> UNKNOWN_HEAD;
      case SIGNER_NOT_TRUSTED -> SIGNER_NOT_TRUSTED;
      case SIGNATURE_INVALID -> SIGNATURE_INVALID;
      case KEY_REVOKED -> KEY_REVOKED;
      case BELOW_THRESHOLD -> BELOW_THRESHOLD;
      case NOT_COUNTERSIGNED -> NOT_COUNTERSIGNED;
      case CERTIFICATE_REFUSED -> CERTIFICATE_REFUSED;
      case KEY_ALREADY_KNOWN -> KEY_ALREADY_KNOWN;
      case KEY_UNKNOWN -> KEY_UNKNOWN;
      case ISSUER_NOT_ALLOWED -> ISSUER_NOT_ALLOWED;
      case TOO_FEW_ISSUERS -> TOO_FEW_ISSUERS;
    };
  }

  /** The stable name. */
  public String code() {
    return code;
  }

  /** The HTTP status that says whose fault it is. */
  public int status() {
    return status;
  }
}
