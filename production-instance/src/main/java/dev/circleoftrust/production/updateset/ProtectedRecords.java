package dev.circleoftrust.production.updateset;

import dev.circleoftrust.record.GlideRecord;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What no update set may write, whoever made it: the instance's own accounts, its queue, its logs,
 * its update sets, and whatever is computed from the circle log.
 */
public final class ProtectedRecords {
  private static final Set<String> TABLES =
      Set.of(
          "ecc_agent",
          "ecc_agent_cluster",
          "ecc_agent_cluster_member_m2m",
          "ecc_queue",
          "sn_kmf_signing_log",
          "sys_remote_update_set",
          "sys_update_preview_xml",
          "sys_update_xml",
          "sysevent");
  private static final Set<String> PREFIXES = Set.of("sys_kmf_", "sys_user", "syslog");

  private final Predicate<GlideRecord> computed;

  /**
   * @param computed whether a record would stand in the place of one that follows from the log
   */
  public ProtectedRecords(Predicate<GlideRecord> computed) {
    this.computed = computed;
  }

  /** Why {@code record} is protected, if it is. */
  Optional<String> protection(GlideRecord record) {
    String table = record.table().value();
    if (TABLES.contains(table) || PREFIXES.stream().anyMatch(table::startsWith)) {
      return Optional.of("no update set may write the table " + table);
    }
    if (computed.test(record)) {
      return Optional.of("only a signed job can change this property");
    }
    return Optional.empty();
  }
}
