package dev.circleoftrust.trusted.content;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.updateset.UpdateSet;
import java.util.List;
import java.util.Map;

/**
 * The local update sets. The current one, which takes up changes, is the newest that is in progress
 * and was made here; the set {@code Default} is always there for that.
 *
 * <p>Safe for any number of threads.
 */
public final class UpdateSets {
  static final String DEFAULT_NAME = "Default";

  private final TableStore store;

  /** The update sets in {@code store}. */
  public UpdateSets(TableStore store) {
    this.store = store;
  }

  /** Makes the set {@code Default} where there is none. */
  public void prepare() {
    if (store.find(Tables.UPDATE_SET, "name", DEFAULT_NAME).isEmpty()) {
      var _ =
          store.insert(
              Tables.UPDATE_SET,
              fields(DEFAULT_NAME, UpdateSetState.IN_PROGRESS, UpdateSetOrigin.LOCAL),
              "system");
    }
  }

  /** The set that takes up what is changed now. */
  GlideRecord current() {
    List<GlideRecord> open =
        store.query(
            Tables.UPDATE_SET,
            EncodedQuery.where("state", UpdateSetState.IN_PROGRESS.value())
                .and("origin", UpdateSetOrigin.LOCAL.value()),
            UpdateSet.MAX_UPDATES);
    if (open.isEmpty()) {
      throw new IllegalStateException("the update set Default is gone");
    }
    return open.getLast();
  }

  /**
   * The set with this sys_id, if it is complete.
   *
   * @throws ActionRefusedException if there is none, or it is in another state
   */
  public GlideRecord complete(SysId sysId) throws ActionRefusedException {
    GlideRecord set =
        store
            .get(Tables.UPDATE_SET, sysId)
            .orElseThrow(
                () -> ActionRefusedException.missing("there is no local update set " + sysId));
    if (!set.value("state").equals(UpdateSetState.COMPLETE.value())) {
      throw ActionRefusedException.notNow(
          "update-set-not-complete",
          "update set %s is '%s': set its state to 'complete' first"
              .formatted(set.value("name"), set.value("state")));
    }
    return set;
  }

  /** Keeps a set that was made elsewhere than by a person's changes; it is complete. */
  GlideRecord add(SysId sysId, String name, UpdateSetOrigin origin, String user) {
    Map<String, String> fields = fields(name, UpdateSetState.COMPLETE, origin);
    return store.insert(new GlideRecord(Tables.UPDATE_SET, sysId, fields), user);
  }

  private static Map<String, String> fields(
      String name, UpdateSetState state, UpdateSetOrigin origin) {
    return Map.of(
        "name", name, "state", state.value(), "origin", origin.value(), "application", "global");
  }
}
