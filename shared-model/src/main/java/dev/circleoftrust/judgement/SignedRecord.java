package dev.circleoftrust.judgement;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.statement.RecordSignature;
import dev.circleoftrust.wire.Digest;
import java.util.Set;

/** A record whose signature has been verified. Only {@link RecordSignatures} can make one. */
public final class SignedRecord {
  private final GlideRecord record;
  private final RecordSignature signature;
  private final Digest statementId;
  private final Set<IssuerName> issuers;

  SignedRecord(
      GlideRecord record, RecordSignature signature, Digest statementId, Set<IssuerName> issuers) {
    this.record = record;
    this.signature = signature;
    this.statementId = statementId;
    this.issuers = Set.copyOf(issuers);
  }

  /** The record with its signed fields, and no others. */
  public GlideRecord record() {
    return record;
  }

  /** What was signed. */
  public RecordSignature signature() {
    return signature;
  }

  /** The SHA-256 of the record signature: what a withdrawal names. */
  public Digest statementId() {
    return statementId;
  }

  /** Who signed it. */
  public Set<IssuerName> issuers() {
    return issuers;
  }
}
