package dev.circleoftrust.production.updateset;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.runtime.http.Ruling;
import dev.circleoftrust.runtime.http.TableRule;

/** The table of previews: a person sets the status of a problem, and nothing else. */
final class PreviewTable implements TableRule {
  @Override
  public Ruling insert(GlideRecord proposed, String user) {
    return refused();
  }

  @Override
  public Ruling update(GlideRecord before, GlideRecord after, String user) {
    GlideRecord decided = before.with(Resolution.FIELD, after.value(Resolution.FIELD));
    return sameButForStatus(before, after) && Resolution.isWord(after.value(Resolution.FIELD))
        ? new Ruling.Allowed(decided)
        : refused();
  }

  @Override
  public Ruling delete(GlideRecord before, String user) {
    return refused();
  }

  private static boolean sameButForStatus(GlideRecord before, GlideRecord after) {
    return before
        .without(Resolution.FIELD)
        .fields()
        .equals(after.without(Resolution.FIELD).fields());
  }

  private static Ruling refused() {
    return new Ruling.Refused(
        "Only the status of a preview can be set, to accepted or skipped", "reason: read-only");
  }
}
