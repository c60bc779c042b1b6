package dev.circleoftrust.production.updateset;

import static dev.circleoftrust.production.refusal.RefusedException.require;

import dev.circleoftrust.production.refusal.RefusalReason;
import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.GlideTime;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.TableStore;
import dev.circleoftrust.updateset.RecordChange;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * <i>Commit Update Set</i>: writes the records of a previewed update set, all or none. Safe for any
 * number of threads.
 */
public final class UpdateSetCommit {
  private final Database database;
  private final TableStore store;
  private final UpdateSetFiles files;
  private final UpdateSetPreview preview;
  private final InstantSource clock;

  /** Commits what {@code preview} has listed. */
  public UpdateSetCommit(
      Database database,
      TableStore store,
      UpdateSetFiles files,
      UpdateSetPreview preview,
      InstantSource clock) {
    this.database = database;
    this.store = store;
    this.files = files;
    this.preview = preview;
    this.clock = clock;
  }

  /**
   * Commits an update set once; a second time changes nothing.
   *
   * @return its row
   */
  public GlideRecord commit(SysId updateSet, String user) throws RefusedException {
    return database.inTransaction(_ -> {
      GlideRecord row = preview.row(updateSet);
      if (row.value("state").equals(RetrievedState.COMMITTED.word())) {
        return row;
      }
      require(
          row.value("state").equals(RetrievedState.PREVIEWED.word()),
          RefusalReason.WRONG_STATE,
          "the update set is not previewed: preview it first");
      Map<PlannedUpdate, Resolution> resolved = resolved(updateSet);
      var done = new EnumMap<Disposition, Integer>(Disposition.class);
      for (Map.Entry<PlannedUpdate, Resolution> update : resolved.entrySet()) {
        if (update.getValue() != Resolution.SKIPPED) {
          write(updateSet, update.getKey());
          done.merge(update.getKey().disposition(), 1, Integer::sum);
        }
      }
      return store.update(Tables.UPDATE_SET, updateSet, outcome(done), user).orElseThrow();
    });
  }

  /** Each update with what a person decided, if all is as it was when he did. */
  private Map<PlannedUpdate, Resolution> resolved(SysId updateSet) throws RefusedException {
    List<PlannedUpdate> planned = preview.planned(updateSet);
    List<GlideRecord> shown = preview.shown(updateSet);
    var resolved = new LinkedHashMap<PlannedUpdate, Resolution>();
    for (PlannedUpdate update : planned) {
      GlideRecord line =
          shown.stream()
              .filter(update::isShownBy)
              .findFirst()
              .orElseThrow(() ->
                  new RefusedException(
                      RefusalReason.PREVIEW_OUTDATED,
                      "records changed since the preview: preview the update set again"));
      Resolution resolution = Resolution.of(line.value(Resolution.FIELD));
      require(
          resolution.settles(update),
          RefusalReason.PROBLEMS_OPEN,
          "the preview lists a problem with update %s: %s"
              .formatted(update.update().sysId(), Resolution.choices(update)));
      resolved.put(update, resolution);
    }
    return resolved;
  }

  private void write(SysId updateSet, PlannedUpdate update) {
    for (RecordChange change : update.changes()) {
      GlideRecord record = change.record();
      switch (change.action()) {
        case INSERT_OR_UPDATE -> store.put(record);
        case DELETE -> {
          var _ = store.delete(record.table(), record.sysId());
        }
      }
      files.brought(updateSet, record);
    }
  }

  private Map<String, String> outcome(Map<Disposition, Integer> done) {
    var fields = new HashMap<String, String>();
    fields.put("state", RetrievedState.COMMITTED.word());
    fields.put("commit_date", GlideTime.format(clock.instant()));
    fields.put("inserted", count(done, Disposition.INSERT));
    fields.put("updated", count(done, Disposition.UPDATE));
    fields.put("deleted", count(done, Disposition.DELETE));
    fields.put("collisions", count(done, Disposition.COLLISION));
    return fields;
  }

  private static String count(Map<Disposition, Integer> done, Disposition disposition) {
    return Integer.toString(done.getOrDefault(disposition, 0));
  }
}
