package dev.circleoftrust.trust;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.statement.Instruction;
import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.wire.Digest;
import java.util.Set;

/**
 * An instruction that is part of the log.
 *
 * @param head the head after it
 * @param statementId the SHA-256 of its statement
 * @param instruction what it says
 * @param envelope as the issuers signed it
 * @param issuers whose signatures held when it was applied
 * @param change what it does to the settings
 * @param loosens true where it counts only once it is settled
 */
public record LogEntry(
    Digest head,
    Digest statementId,
    Instruction instruction,
    Envelope envelope,
    Set<IssuerName> issuers,
    Change change,
    boolean loosens) {
  public LogEntry {
    issuers = Set.copyOf(issuers);
  }

  /** The head that it builds on. */
  public Digest previous() {
    return instruction.previous();
  }
}
