package dev.circleoftrust.trusted.content;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.runtime.http.Ruling;
import dev.circleoftrust.runtime.http.TableRule;
import dev.circleoftrust.updateset.RecordChange;
import dev.circleoftrust.updateset.UpdateAction;

/**
 * A table whose records are developed here: every change of one goes into the current update set,
 * in the same transaction.
 */
public final class TrackedTable implements TableRule {
  private final UpdateSets sets;
  private final CustomerUpdates updates;

  /** The rule of such a table. */
  public TrackedTable(UpdateSets sets, CustomerUpdates updates) {
    this.sets = sets;
    this.updates = updates;
  }

  @Override
  public Ruling insert(GlideRecord proposed, String user) {
    return recorded(UpdateAction.INSERT_OR_UPDATE, proposed, user);
  }

  @Override
  public Ruling update(GlideRecord before, GlideRecord after, String user) {
    return recorded(UpdateAction.INSERT_OR_UPDATE, after, user);
  }

  @Override
  public Ruling delete(GlideRecord before, String user) {
    return recorded(UpdateAction.DELETE, before, user);
  }

  private Ruling recorded(UpdateAction action, GlideRecord record, String user) {
    updates.record(new RecordChange(action, record), sets.current().sysId(), user);
    return new Ruling.Allowed(record);
  }
}
