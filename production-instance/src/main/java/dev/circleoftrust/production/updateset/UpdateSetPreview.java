package dev.circleoftrust.production.updateset;

import dev.circleoftrust.production.refusal.RefusalReason;
import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.updateset.UpdateSet;
import dev.circleoftrust.updateset.UpdateSetReader;
import dev.circleoftrust.wire.MalformedException;
import java.util.List;
import java.util.Map;

/**
 * <i>Preview Update Set</i>: lists what a commit would do, and the problems that a person must
 * accept or skip first. It writes nothing but that list. Safe for any number of threads.
 */
public final class UpdateSetPreview {
  private final Database database;
  private final TableStore store;
  private final UpdateSetFiles files;
  private final CommitPlan plan;

  /** Previews against these tables. */
  public UpdateSetPreview(
      Database database,
      TableStore store,
      UpdateSetFiles files,
      ProtectedRecords protectedRecords) {
    this.database = database;
    this.store = store;
    this.files = files;
    this.plan = new CommitPlan(store, protectedRecords);
  }

  /**
   * Compares the update set with what is here now. A committed one is left as it is.
   *
   * @return its row
   */
  public GlideRecord preview(SysId updateSet, String user) throws RefusedException {
    return database.inTransaction(_ -> {
      GlideRecord row = row(updateSet);
      if (row.value("state").equals(RetrievedState.COMMITTED.word())) {
        return row;
      }
      shown(updateSet).forEach(old -> store.delete(Tables.PREVIEW, old.sysId()));
      for (PlannedUpdate planned : planned(updateSet)) {
        var _ = store.insert(Tables.PREVIEW, planned.fields(), user);
      }
      return store
          .update(
              Tables.UPDATE_SET, updateSet, Map.of("state", RetrievedState.PREVIEWED.word()), user)
          .orElseThrow();
    });
  }

  /** The row of an update set that is here. */
  GlideRecord row(SysId updateSet) throws RefusedException {
    return store
        .get(Tables.UPDATE_SET, updateSet)
        .orElseThrow(() ->
            new RefusedException(
                RefusalReason.NO_SUCH_RECORD,
                "no retrieved update set has this sys_id: import it first"));
  }

  /** What a commit would do now. */
  List<PlannedUpdate> planned(SysId updateSet) throws RefusedException {
    return plan.of(read(updateSet));
  }

  /** What the last preview listed. */
  List<GlideRecord> shown(SysId updateSet) {
    return store.query(
        Tables.PREVIEW,
        EncodedQuery.where("remote_update_set", updateSet.value()),
        UpdateSet.MAX_UPDATES);
  }

  /** From the file, not from its rows: those can be edited with another tool. */
  private UpdateSet read(SysId updateSet) throws RefusedException {
    try {
      return UpdateSetReader.read(
          files
              .of(updateSet)
              .orElseThrow(() -> new MalformedException("its file is not here any more")));
    } catch (MalformedException e) {
      throw new RefusedException(
          RefusalReason.MALFORMED, "import the update set again: " + e.fact());
    }
  }
}
