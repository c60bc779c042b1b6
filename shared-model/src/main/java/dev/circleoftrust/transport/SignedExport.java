package dev.circleoftrust.transport;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.updateset.UpdateSet;
import dev.circleoftrust.updateset.UpdateSetWriter;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;

/**
 * What a trusted instance exports to change the circle: a certificate, or a signed job. The whole
 * update set follows from the envelopes, so two exports with the same envelopes are the same file.
 */
public sealed interface SignedExport permits CertificateExport, JobExport {
  /** The first statement or instruction, as the issuers signed it. */
  Envelope statement();

  /** The record that a person sees and acts on: the certificate, or the scheduled job. */
  GlideRecord record() throws MalformedException;

  /** The update set that carries it. */
  UpdateSet updateSet() throws MalformedException;

  /** The sys_id that the set of a statement has where it is exported, known before it is signed. */
  static SysId localSet(Digest statement) {
    return SignatureRecords.derivedId("export", statement.value());
  }

  /** The one XML file of {@link #updateSet()}. */
  default Bytes xml() throws MalformedException {
    return UpdateSetWriter.write(updateSet());
  }
}
