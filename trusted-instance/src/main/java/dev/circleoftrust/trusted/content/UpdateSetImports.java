package dev.circleoftrust.trusted.content;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.updateset.CustomerUpdate;
import dev.circleoftrust.updateset.RecordChange;
import dev.circleoftrust.updateset.UpdateSet;
import dev.circleoftrust.updateset.UpdateSetReader;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes in the file of another instance's update set, so that its records can be read here and,
 * each accepted by a person, be signed. Nothing of it is committed to the tables of this instance.
 *
 * <p>Safe for any number of threads.
 */
public final class UpdateSetImports {
  private final TableStore store;
  private final UpdateSets sets;
  private final CustomerUpdates updates;

  /** Imports into {@code store}. */
  public UpdateSetImports(TableStore store) {
    this.store = store;
    this.sets = new UpdateSets(store);
    this.updates = new CustomerUpdates(store);
  }

  /** Keeps the set in {@code file}; the answer is its record here. */
  public GlideRecord add(Bytes file, String user) throws ActionRefusedException {
    try {
      UpdateSet set = UpdateSetReader.read(file);
      List<RecordChange> changes = changes(set);
      return store.inTransaction(() -> kept(set, changes, user));
    } catch (MalformedException e) {
      throw ActionRefusedException.unfit(
          "update-set-malformed", "not an update set that can be signed here: " + e.fact());
    }
  }

  private GlideRecord kept(UpdateSet set, List<RecordChange> changes, String user)
      throws ActionRefusedException {
    if (store.get(Tables.UPDATE_SET, set.sysId()).isPresent()) {
      throw ActionRefusedException.notNow(
          "update-set-imported", "update set %s is here already".formatted(set.sysId()));
    }
    GlideRecord kept = sets.add(set.sysId(), set.name(), UpdateSetOrigin.IMPORTED, user);
    for (RecordChange change : changes) {
      updates.recordImported(change, set.sysId(), user);
    }
    return kept;
  }

  private static List<RecordChange> changes(UpdateSet set) throws MalformedException {
    var changes = new ArrayList<RecordChange>();
    for (CustomerUpdate update : set.updates()) {
      changes.add(RecordChange.parse(update.payload()));
    }
    return changes;
  }
}
