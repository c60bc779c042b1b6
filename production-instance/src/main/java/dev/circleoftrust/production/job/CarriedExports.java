package dev.circleoftrust.production.job;

import static dev.circleoftrust.production.refusal.RefusedException.require;

import dev.circleoftrust.production.ecc.SignatureTable;
import dev.circleoftrust.production.refusal.RefusalReason;
import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.production.updateset.UpdateSetFiles;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.transport.CertificateExport;
import dev.circleoftrust.transport.CertificateRecords;
import dev.circleoftrust.transport.JobExport;
import dev.circleoftrust.transport.SignatureRecords;
import dev.circleoftrust.transport.SignedExport;
import dev.circleoftrust.transport.SignedExports;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.Optional;

/**
 * Finds the signed export that brought a record. The file must be, to the byte, what its statement
 * determines, and the record must still be as the file has it: so what a person reads is what the
 * issuers signed. Whether their signatures hold is another question.
 */
public final class CarriedExports {
  private final TableStore store;
  private final UpdateSetFiles files;
  private final SignatureTable signatures;

  /** Looks among these tables and files. */
  public CarriedExports(TableStore store, UpdateSetFiles files, SignatureTable signatures) {
    this.store = store;
    this.files = files;
    this.signatures = signatures;
  }

  /** The export that brought the certificate with this sys_id. */
  CertificateExport certificate(SysId sysId) throws RefusedException {
    if (export(CertificateRecords.TABLE, sysId) instanceof CertificateExport certificate) {
      return certificate;
    }
    throw differs("another kind of statement came with the certificate");
  }

  /** The export that brought the scheduled job with this sys_id. */
  JobExport job(SysId sysId) throws RefusedException {
    if (export(JobExport.TABLE, sysId) instanceof JobExport job) {
      return job;
    }
    throw differs("another kind of statement came with the job");
  }

  private SignedExport export(TableName table, SysId sysId) throws RefusedException {
    GlideRecord row = row(table, sysId);
    Optional<Bytes> file = files.thatBrought(table, sysId);
    require(
        file.isPresent() && signatures.isSigned(row, SignatureRecords.CIRCLE_OF_TRUST),
        RefusalReason.UNSIGNED,
        "no trusted instance has signed this record: export it there, and import the update set");
    try {
      SignedExport export = SignedExports.read(file.orElseThrow());
      GlideRecord derived = export.record();
      if (!derived.equals(row)) {
        throw new MalformedException("the record is not as the file has it");
      }
      return export;
    } catch (MalformedException e) {
      throw differs(e.fact());
    }
  }

  private GlideRecord row(TableName table, SysId sysId) throws RefusedException {
    return store
        .get(table, sysId)
        .orElseThrow(() ->
            new RefusedException(
                RefusalReason.NO_SUCH_RECORD,
                "no such record in %s: commit the update set first".formatted(table)));
  }

  private static RefusedException differs(String fact) {
    return new RefusedException(
        RefusalReason.JOB_DIFFERS,
        "this is not what the trusted instance signed: export it again (%s)".formatted(fact));
  }
}
