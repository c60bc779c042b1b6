package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.store.TableStore;
import java.util.Map;

/** System Log &gt; Code Signing: which rows of the ECC queue left without a signature, and why. */
public final class CodeSigningLog {
  /** The table behind it. */
  public static final TableName TABLE = new TableName("syslog_code_signing");

  private final TableStore store;

  /** The log among these tables. */
  public CodeSigningLog(TableStore store) {
    this.store = store;
  }

  /** Lists {@code row}, which leaves unsigned. */
  void unsigned(EccRecord row, RejectionReason reason, String detail) {
    var _ =
        store.insert(
            TABLE,
            Map.of(
                "level",
                "warning",
                "message",
                "ECC message is sent without a signature: " + detail,
                "reason",
                reason.code(),
                "remedy",
                reason.remedy(),
                "source",
                row.sysId().value(),
                "agent",
                row.agent().field(),
                "topic",
                row.topic()),
            "system");
  }
}
