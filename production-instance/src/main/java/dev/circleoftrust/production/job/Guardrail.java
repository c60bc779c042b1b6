package dev.circleoftrust.production.job;

import dev.circleoftrust.judgement.CodeType;
import dev.circleoftrust.judgement.RecordSignatures;
import dev.circleoftrust.judgement.SignatureCheck;
import dev.circleoftrust.production.ecc.SignatureTable;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.trust.CircleState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Counts the records with code whose signature is valid, invalid or missing: what would break. */
public final class Guardrail {
  private static final int MAX_RECORDS = 10_000;
  private static final int MAX_LISTED = 20;

  private final TableStore store;
  private final SignatureTable signatures;

  /** Looks among these tables. */
  public Guardrail(TableStore store, SignatureTable signatures) {
    this.store = store;
    this.signatures = signatures;
  }

  /** The counts, and the records that MID Servers would refuse. */
  String report(CircleState circle, Instant now) {
    int valid = 0;
    int invalid = 0;
    int missing = 0;
    List<String> broken = new ArrayList<>();
    for (CodeType type : CodeType.values()) {
      var table = new TableName(type.table());
      for (GlideRecord record : store.query(table, EncodedQuery.all(), MAX_RECORDS)) {
        switch (check(record, circle, now)) {
          case SignatureCheck.Valid _ -> valid++;
          case SignatureCheck.Invalid(var reason, _) -> {
            invalid++;
            broken.add("%s %s (%s)".formatted(table, record.sysId(), reason.code()));
          }
          case SignatureCheck.Missing() -> {
            missing++;
            broken.add("%s %s (not signed)".formatted(table, record.sysId()));
          }
        }
      }
    }
    String counts = "%d valid, %d invalid, %d missing".formatted(valid, invalid, missing);
    return broken.isEmpty()
        ? counts
        : counts
            + "; would be refused: "
            + String.join(", ", broken.subList(0, Math.min(MAX_LISTED, broken.size())));
  }

  private SignatureCheck check(GlideRecord record, CircleState circle, Instant now) {
    return RecordSignatures.check(record, signatures.newestOfEachCertificate(record), circle, now);
  }
}
