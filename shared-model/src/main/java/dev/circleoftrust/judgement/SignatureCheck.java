package dev.circleoftrust.judgement;

/** What became of the signatures of one record. */
public sealed interface SignatureCheck {
  /** A trusted group of signers signed it as it is. */
  record Valid(SignedRecord record) implements SignatureCheck {}

  /** There are signatures, and none suffices. */
  record Invalid(RejectionReason reason, String detail) implements SignatureCheck {}

  /** There is no signature. */
  record Missing() implements SignatureCheck {}
}
