package dev.circleoftrust.transport;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.updateset.RecordChange;
import dev.circleoftrust.updateset.UpdateAction;
import dev.circleoftrust.updateset.UpdateSet;
import dev.circleoftrust.updateset.UpdateSetExport;
import java.time.Instant;
import java.util.List;

/**
 * Makes an update set that a statement determines.
 *
 * @param statement what the set carries
 * @param at when the statement begins to hold, which is when the set says that it was exported
 */
record Derivation(Envelope statement, Instant at) {
  private static final String USER = "admin";

  UpdateSet updateSet(String name, String description, List<GlideRecord> records) {
    var export =
        new UpdateSetExport(
            name, description, SignedExport.localSet(statement.statementId()), USER, at);
    return export.of(records.stream().map(Derivation::item).toList());
  }

  private static UpdateSetExport.Item item(GlideRecord record) {
    String table = record.table().value();
    String type =
        switch (table) {
          case "sys_certificate" -> "X.509 Certificate";
          case "sysauto_script" -> "Scheduled Script Execution";
          default -> "KMF Signature Record";
        };
    String target = record.value("name").isEmpty() ? record.value("purpose") : record.value("name");
    return new UpdateSetExport.Item(
        new RecordChange(UpdateAction.INSERT_OR_UPDATE, record), type, target);
  }
}
