package dev.circleoftrust.simulator.table;

import dev.circleoftrust.simulator.client.Row;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which fields of a table a list shows, as the product's own lists choose them. */
public final class Columns {
  private static final Set<String> LONG =
      Set.of("payload", "envelope", "pem_certificate", "script");
  private static final int MOST = 7;
  private static final Map<String, List<String>> KNOWN =
      Map.of(
          "sys_properties", List.of("name", "value"),
          "sys_certificate",
              List.of("sys_id", "crypto_module", "type", "short_description", "expires"),
          "sn_kmf_record_signature",
              List.of("sys_id", "purpose", "signed_table", "signed_document", "timestamp"),
          "sys_remote_update_set", List.of("sys_id", "name", "state"),
          "sys_update_set", List.of("sys_id", "name", "state", "origin"),
          "sysauto_script", List.of("sys_id", "name", "active"),
          "ecc_queue", List.of("sys_id", "queue", "agent", "topic", "state", "error_string"),
          "sys_data_source", List.of("sys_id", "name", "sql_statement"),
          "syslog_code_signing", List.of("source", "reason", "message"));

  private Columns() {}

  /** The fields to show of these rows. */
  public static List<String> of(String table, List<Row> rows) {
    List<String> known = KNOWN.get(table);
    if (known != null) {
      return known;
    }
    var columns = new LinkedHashSet<>(List.of("sys_id"));
    for (Row row : rows) {
      columns.addAll(row.values().keySet());
    }
    columns.removeAll(LONG);
    return columns.stream().limit(MOST).toList();
  }
}
