package dev.circleoftrust.production.ecc;

import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.wire.Bytes;
import java.util.List;
import java.util.Optional;

/** What production found out about the code that a row of the ECC queue asks for. */
sealed interface CodeFinding {
  /** The row asks for nothing that anybody could have written. */
  record NoCode() implements CodeFinding {}

  /**
   * A trusted instance signed the code as it is.
   *
   * @param code its signed fields, and no others
   * @param envelopes the signature that holds
   */
  record Trusted(GlideRecord code, List<Bytes> envelopes) implements CodeFinding {
    public Trusted {
      envelopes = List.copyOf(envelopes);
    }
  }

  /**
   * Nobody whom the circle trusts signed it as it is.
   *
   * @param reason as a MID Server would name it
   * @param detail for the operator; not stable
   * @param code the record that the row names, if it names one
   */
  @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
  record Untrusted(RejectionReason reason, String detail, Optional<GlideRecord> code)
      implements CodeFinding {}
}
