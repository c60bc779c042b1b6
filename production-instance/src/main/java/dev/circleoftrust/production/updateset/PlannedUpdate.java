package dev.circleoftrust.production.updateset;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.updateset.CustomerUpdate;
import dev.circleoftrust.updateset.RecordChange;
import java.util.List;
import java.util.Map;

/**
 * An update, and what committing it would do.
 *
 * @param update the update
 * @param changes what it writes, the record that it is about first; empty if it is refused
 * @param disposition what that does to what is here
 * @param problem why a person must decide; empty where nobody must
 */
record PlannedUpdate(
    CustomerUpdate update, List<RecordChange> changes, Disposition disposition, String problem) {
  PlannedUpdate {
    changes = List.copyOf(changes);
  }

  static PlannedUpdate refused(CustomerUpdate update, String problem) {
    return new PlannedUpdate(update, List.of(), Disposition.REFUSED, problem);
  }

  /** What a preview shows of it; the plan is the same as long as these fields are. */
  Map<String, String> fields() {
    return Map.of(
        "remote_update_set", update.value("remote_update_set"),
        "remote_update", update.sysId().value(),
        "name", update.name(),
        "target_name", update.value("target_name"),
        "type", update.value("type"),
        "disposition", disposition.word(),
        "problem", problem);
  }

  /** Whether {@code preview} shows this plan. */
  boolean isShownBy(GlideRecord preview) {
    return fields().entrySet().stream()
        .allMatch(field -> preview.value(field.getKey()).equals(field.getValue()));
  }
}
