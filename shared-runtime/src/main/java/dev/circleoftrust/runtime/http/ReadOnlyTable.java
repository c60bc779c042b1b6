package dev.circleoftrust.runtime.http;

import dev.circleoftrust.record.GlideRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A table that the administrator can read only.
 *
 * @param detail why, and what to do instead
 * @param shown as {@link TableRule#rows()}
 */
record ReadOnlyTable(String detail, Supplier<Optional<List<GlideRecord>>> shown)
    implements TableRule {
  @Override
  public Optional<List<GlideRecord>> rows() {
    return shown.get();
  }

  @Override
  public Ruling insert(GlideRecord proposed, String user) {
    return refused();
  }

  @Override
  public Ruling update(GlideRecord before, GlideRecord after, String user) {
    return refused();
  }

  @Override
  public Ruling delete(GlideRecord before, String user) {
    return refused();
  }

  private Ruling refused() {
    return new Ruling.Refused("Table is read-only: " + detail, "reason: table-read-only");
  }
}
