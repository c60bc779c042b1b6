package dev.circleoftrust.updateset;

import dev.circleoftrust.record.SysId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;

/**
 * An exported update set. Each update names this set as its own, and no two have one sys_id: a file
 * into which an update of another set was moved is none. Immutable.
 *
 * @param unloadDate when it was exported, as the file claims; kept to the second
 * @param header the fields of its {@code sys_remote_update_set}, in their order, none twice
 * @param updates at most {@link #MAX_UPDATES}, in their order
 */
public record UpdateSet(
    Instant unloadDate, List<ExportField> header, List<CustomerUpdate> updates) {
  /** The most updates that a set may have: the product's limit for Code Signing. */
  public static final int MAX_UPDATES = 10_000;

  /** The element, and the table that the header is a row of. */
  static final String ELEMENT = "sys_remote_update_set";

  public UpdateSet {
    unloadDate = unloadDate.truncatedTo(ChronoUnit.SECONDS);
    header = ExportField.distinct(header);
    updates = List.copyOf(updates);
    if (updates.size() > MAX_UPDATES) {
      throw new IllegalArgumentException("more than %d updates".formatted(MAX_UPDATES));
    }
    if (ExportField.value(header, "name").isEmpty()) {
      throw new IllegalArgumentException("an update set without a name");
    }
    var sysId = new SysId(ExportField.value(header, "sys_id"));
    var seen = new HashSet<SysId>();
    for (CustomerUpdate update : updates) {
      if (!update.value("remote_update_set").equals(sysId.value())) {
        throw new IllegalArgumentException("an update that names another update set as its own");
      }
      if (!seen.add(update.sysId())) {
        throw new IllegalArgumentException("two updates with one sys_id");
      }
    }
  }

  /** The identity under which it is loaded. */
  public SysId sysId() {
    return new SysId(value("sys_id"));
  }

  /** What people call it. */
  public String name() {
    return value("name");
  }

  /** The value of a field of the header; empty where there is none. */
  public String value(String field) {
    return ExportField.value(header, field);
  }

  /** Which set it is; nothing of its content. */
  @Override
  public String toString() {
    return "UpdateSet[%s, %d updates]".formatted(sysId(), updates.size());
  }
}
