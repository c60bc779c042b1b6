package dev.circleoftrust.judgement;

/** The checks of a judgement, in the order in which they are made. */
public enum Check {
  /** The record is in a batch that production signed, at this place. */
  BATCH_PROOF("batch proof"),
  /** The record's position was not passed before. */
  POSITION("position"),
  /** The batch holds now. */
  EXPIRY("expiry"),
  /** The bytes are an ECC record in its closed schema. */
  FORM("strict parse"),
  /** The record is for this MID Server. */
  AUDIENCE("audience"),
  /** No firewall rule denies it. */
  FIREWALL("ECC firewall"),
  /** A trusted instance signed the code, for this MID Server, and it holds now. */
  CODE_SIGNATURE("code signature"),
  /** Every parameter is declared in the signed record, and of its type. */
  PARAMETERS("parameters");

  private final String label;

  Check(String label) {
    this.label = label;
  }

  /** What a person reads. */
  public String label() {
    return label;
  }
}
