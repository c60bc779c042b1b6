package dev.circleoftrust.production.updateset;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.updateset.CustomerUpdate;
import dev.circleoftrust.updateset.PayloadRow;
import dev.circleoftrust.updateset.RecordChange;
import dev.circleoftrust.updateset.RecordPayload;
import dev.circleoftrust.updateset.UpdateAction;
import dev.circleoftrust.updateset.UpdateSet;
import dev.circleoftrust.wire.MalformedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares an update set with what is here, and says what committing it would do. */
final class CommitPlan {
  private static final String UPDATED = "sys_updated_on";

  private final TableStore store;
  private final ProtectedRecords protectedRecords;

  CommitPlan(TableStore store, ProtectedRecords protectedRecords) {
    this.store = store;
    this.protectedRecords = protectedRecords;
  }

  /** Every update of {@code set}, in its order. */
  List<PlannedUpdate> of(UpdateSet set) {
    return set.updates().stream().map(this::plan).toList();
  }

  private PlannedUpdate plan(CustomerUpdate update) {
    var changes = new ArrayList<RecordChange>();
    try {
      for (PayloadRow row : RecordPayload.parse(update.payload()).rows()) {
        changes.add(row.change());
      }
    } catch (MalformedException e) {
      return PlannedUpdate.refused(update, "it cannot be written here: " + e.fact());
    }
    for (RecordChange change : changes) {
      Optional<String> protection = protectedRecords.protection(change.record());
      if (protection.isPresent()) {
        return PlannedUpdate.refused(update, protection.get());
      }
      Optional<GlideRecord> here = here(change);
      if (here.isPresent() && isNewer(here.get(), change, update)) {
        return new PlannedUpdate(
            update,
            changes,
            Disposition.COLLISION,
            "the record was changed here on %s: accept the remote update, or skip it"
                .formatted(here.get().value(UPDATED)));
      }
    }
    return new PlannedUpdate(update, changes, disposition(changes.getFirst()), "");
  }

  private Disposition disposition(RecordChange change) {
    return switch (change.action()) {
      case DELETE -> Disposition.DELETE;
      case INSERT_OR_UPDATE -> here(change).isPresent() ? Disposition.UPDATE : Disposition.INSERT;
    };
  }

  private Optional<GlideRecord> here(RecordChange change) {
    return store.get(change.record().table(), change.record().sysId());
  }

  /** Whether committing would undo a change that was made here after the one that comes. */
  private static boolean isNewer(GlideRecord here, RecordChange change, CustomerUpdate update) {
    if (change.action() == UpdateAction.INSERT_OR_UPDATE
        && here.fields().equals(change.record().fields())) {
      return false;
    }
    String theirs = change.record().value(UPDATED);
    Instant sent = time(theirs.isEmpty() ? update.value(UPDATED) : theirs, Instant.MIN);
    // A record that nobody has changed here since it was committed may have no time of its own.
    return !here.value(UPDATED).isEmpty() && time(here.value(UPDATED), Instant.MAX).isAfter(sent);
  }

  private static Instant time(String text, Instant otherwise) {
    try {
      return GlideTime.parse(text);
    } catch (MalformedException _) {
      return otherwise; // nobody knows when: a person decides
    }
  }
}
