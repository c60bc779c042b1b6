package dev.circleoftrust.trusted.content;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.transport.CertificateRecords;
import dev.circleoftrust.transport.JobExport;
import dev.circleoftrust.transport.SignatureRecords;
import dev.circleoftrust.updateset.RecordChange;
import dev.circleoftrust.updateset.UpdateSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The customer updates: what each local update set holds. A record stands in a set once, as it was
 * changed last. Safe for any number of threads.
 */
public final class CustomerUpdates {
  private static final Map<String, String> LABELS =
      Map.of(
          "sys_data_source",
          "Data Source",
          "sys_rest_message_fn",
          "HTTP Method",
          "ecc_agent_command",
          "MID Server Command",
          "ecc_agent_script_include",
          "MID Server Script Include",
          CertificateRecords.TABLE.value(),
          "X.509 Certificate",
          JobExport.TABLE.value(),
          "Scheduled Script Execution",
          SignatureRecords.TABLE.value(),
          "KMF Signature Record");

  private final TableStore store;

  /** The customer updates in {@code store}. */
  public CustomerUpdates(TableStore store) {
    this.store = store;
  }

  /**
   * The updates of a set, in the order in which their records came into it; of a set with more than
   * it may have, one more than that.
   */
  List<GlideRecord> of(SysId updateSet) {
    return store.query(
        Tables.UPDATE_XML,
        EncodedQuery.where("update_set", updateSet.value()),
        UpdateSet.MAX_UPDATES + 1);
  }

  /** Puts a change of a record into a set, in place of an earlier one of the same record. */
  void record(RecordChange change, SysId updateSet, String user) {
    Map<String, String> fields = fields(change, updateSet);
    Optional<GlideRecord> before =
        store
            .query(
                Tables.UPDATE_XML,
                EncodedQuery.where("update_set", updateSet.value())
                    .and("name", fields.getOrDefault("name", "")),
                1)
            .stream()
            .findFirst();
    if (before.isPresent()) {
      var _ = store.update(Tables.UPDATE_XML, before.get().sysId(), fields, user);
    } else {
      var _ = store.insert(Tables.UPDATE_XML, fields, user);
    }
  }

  /** Puts a change into a set that nobody here has made, and that somebody must accept first. */
  void recordImported(RecordChange change, SysId updateSet, String user) {
    Map<String, String> fields = fields(change, updateSet);
    fields.put("origin", UpdateSetOrigin.IMPORTED.value());
    fields.put("accepted", "false");
    var _ = store.insert(Tables.UPDATE_XML, fields, user);
  }

  static String label(String table) {
    return LABELS.getOrDefault(table, table);
  }

  static String targetName(GlideRecord record) {
    return Stream.of("name", "function_name")
        .map(record::value)
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElseGet(record.sysId()::value);
  }

  private static Map<String, String> fields(RecordChange change, SysId updateSet) {
    GlideRecord record = change.record();
    String table = record.table().value();
    var fields = new LinkedHashMap<String, String>();
    fields.put("name", table + "_" + record.sysId());
    fields.put("action", change.action().name());
    fields.put("type", label(table));
    fields.put("target_name", targetName(record));
    fields.put("table", table);
    fields.put("update_set", updateSet.value());
    fields.put("origin", UpdateSetOrigin.LOCAL.value());
    fields.put("accepted", "true");
    fields.put("payload", change.encode());
    return fields;
  }
}
