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
      Map.ofEntries(
          entry("sys_properties", "name", "value"),
          entry(
              "sys_certificate", "sys_id", "crypto_module", "type", "short_description", "expires"),
          entry(
              "sn_kmf_record_signature",
              "sys_id",
              "purpose",
              "signed_table",
              "signed_document",
              "timestamp"),
          entry("sys_remote_update_set", "sys_id", "name", "state"),
          entry("sys_update_set", "sys_id", "name", "state", "origin"),
          entry("sysauto_script", "sys_id", "name", "active"),
          entry(
              "ecc_queue",
              "sys_id",
              "queue",
              "state",
              "agent",
              "topic",
              "priority",
              "error_string"),
          entry("ecc_agent", "name", "status", "validated", "version", "last_check_in", "cluster"),
          entry("ecc_agent_cluster", "name", "cluster_type"),
          entry("ecc_agent_cluster_member_m2m", "cluster", "agent", "order"),
          entry("sysevent", "sys_created_on", "name", "parm1", "parm2"),
          entry("sys_data_source", "sys_id", "name", "sql_statement"),
          entry("sys_rest_message_fn", "sys_id", "function_name", "http_method", "rest_endpoint"),
          entry("ecc_agent_command", "sys_id", "name", "command", "arguments"),
          entry("ecc_agent_script_include", "sys_id", "name", "parameters"),
          entry("syslog_code_signing", "source", "reason", "message"),
          entry("cot.ecc.quarantine", "entry", "time", "agent", "reason", "row", "form"));

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

  private static Map.Entry<String, List<String>> entry(String table, String... fields) {
    return Map.entry(table, List.of(fields));
  }
}
