package dev.circleoftrust.judgement;

/**
 * Why a record was refused: a public vocabulary, used alike by ECC errors, logs, metrics,
 * quarantine headers and vectors. Constants may be added; a code never changes.
 */
public enum RejectionReason {
  /** The record bears no batch signature while Code Signing is enforced. */
  UNSIGNED("unsigned", "have a trusted instance sign the record that holds the code; send again"),
  /** Not a record of the ECC queue in its closed schema. */
  MALFORMED("malformed", "send the record through production's ecc_queue"),
  /** Larger than a MID Server takes. */
  OVERSIZE("oversize", "send less than 2 MiB"),
  /** The MID Server has no circle log yet, so it trusts nobody. */
  NO_CIRCLE("no-circle", "let the MID Server read the circle log; send again"),
  /** The batch headers are not one statement and one proof in wire form v1. */
  BATCH_MALFORMED("batch-malformed", "send the record through production's ecc_queue"),
  /** The batch was made for another circle. */
  BATCH_WRONG_CIRCLE("batch-wrong-circle", "compare the circle ids of production and MID Server"),
  /** The batch names a notarization key that the circle does not trust. */
  BATCH_KEY_NOT_TRUSTED("batch-key-not-trusted", "trust production's notarization key first"),
  /** The batch signature does not cover this batch. */
  BATCH_SIGNATURE_INVALID("batch-signature-invalid", "find out who altered it; send again"),
  /** The record is not in the batch at this place: altered, moved or copied. */
  BATCH_PROOF_INVALID("batch-proof-invalid", "find out who altered or moved it; send again"),
  /** The record shares the proof of one that was not read here: dropped, or read too long ago. */
  BATCH_PROOF_MISSING(
      "batch-proof-missing", "find out what became of the record before it; send again"),
  /** The batch is past its end, or older than this MID Server takes. */
  BATCH_EXPIRED("batch-expired", "send again"),
  /** The batch is dated in the future. */
  BATCH_NOT_YET_VALID("batch-not-yet-valid", "compare the clocks of production and MID Server"),
  /** The record's position was passed before: repeated, reordered or replayed. */
  REPLAYED("replayed", "nothing: the record was judged before, or came out of order"),
  /**
   * The MID Server has no memory of this partition, and the record is older than its taking over.
   */
  POSITION_UNKNOWN("position-unknown", "send again"),
  /** The record is for another MID Server. */
  WRONG_AGENT("wrong-agent", "send it to the MID Server that it names"),
  /** An ECC firewall rule of this MID Server denies it. */
  FIREWALL_DENIED("firewall-denied", "change the ECC firewall in the MID Server's boot file"),
  /** A SystemCommand that no MID Server obeys, whoever sends it. */
  COMMAND_REFUSED("command-refused", "pauseMid, resumeMid, signature_validation_certs_reload work"),
  /** The record brings its own code, or names none. */
  CODE_NOT_SIGNED("code-not-signed", "put the code in a record that a trusted instance signs"),
  /**
   * No valid signature of the record with the code: the record was altered, or signed by nobody.
   */
  CODE_SIGNATURE_INVALID("code-signature-invalid", "have a trusted instance sign it as it is now"),
  /** The code's signature is by a key that the circle does not trust for code. */
  CODE_SIGNER_NOT_TRUSTED("code-signer-not-trusted", "install the signer's certificate first"),
  /** The code's signer was revoked. */
  CODE_KEY_REVOKED("code-key-revoked", "have the record signed with a key that is trusted"),
  /** The code's signature was made for another circle. */
  CODE_WRONG_CIRCLE("code-wrong-circle", "have a trusted instance of this circle sign it"),
  /** This version of the code was withdrawn. */
  CODE_WITHDRAWN("code-withdrawn", "use the version that replaced it"),
  /** The code's signature does not hold now. */
  CODE_EXPIRED("code-expired", "have a trusted instance sign it again"),
  /** The code was signed for other MID Servers. */
  WRONG_AUDIENCE("wrong-audience", "have it signed for this MID Server"),
  /** The signature leaves out a field that decides what runs. */
  FIELD_NOT_SIGNED("field-not-signed", "add the field to the signature configuration; sign again"),
  /** The row has a parameter that the signed record does not declare. */
  UNDECLARED_PARAMETER("undeclared-parameter", "declare it in the signed record, or leave it out"),
  /** The row has a parameter twice. */
  REPEATED_PARAMETER("repeated-parameter", "give each parameter once"),
  /** The row lacks a parameter that the signed record declares. */
  MISSING_PARAMETER("missing-parameter", "give every declared parameter"),
  /** A parameter's value is not of its declared type. */
  INVALID_PARAMETER("invalid-parameter", "give a value of the declared type"),
  /** The record was found started after a failure, without a result. */
  OUTCOME_UNKNOWN("outcome-unknown", "find out whether it took effect, then send again"),
  /** Somebody called the record off before it began. */
  CANCELLED("cancelled", "nothing: it had no effect; send again if it is wanted after all"),
  /** Judging failed by itself, which is a rejection. */
  INTERNAL("internal", "see the MID Server's log");

  private final String code;
  private final String remedy;

  RejectionReason(String code, String remedy) {
    this.code = code;
    this.remedy = remedy;
  }

  /** The stable name. */
  public String code() {
    return code;
  }

  /** What to do about it, for a person. */
  public String remedy() {
    return remedy;
  }
}
