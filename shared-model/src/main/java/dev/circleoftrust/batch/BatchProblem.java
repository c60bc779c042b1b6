package dev.circleoftrust.batch;

/** Why a batch, or a record's place in it, is not proven. */
public enum BatchProblem {
  /** The headers are not a statement and a proof. */
  MALFORMED,
  /** The batch is of another circle. */
  WRONG_CIRCLE,
  /** The batch names a key that is not trusted to notarize. */
  KEY_NOT_TRUSTED,
  /** The signature does not cover the statement. */
  SIGNATURE_INVALID,
  /** The record is not at its place in the batch. */
  NOT_INCLUDED
}
