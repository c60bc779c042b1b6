package dev.circleoftrust.production.circle;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.runtime.http.Ruling;
import dev.circleoftrust.runtime.http.TableRule;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.runtime.store.TableStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table {@code sys_properties}: the administrator's own, but for those that follow from the
 * circle log. A row that another tool has put in their place is not even shown.
 */
public final class PropertyTable implements TableRule {
  private static final int MAX_PROPERTIES = 100_000;

  private final TableStore store;
  private final CircleLog log;

  /** The properties in {@code store}, and those that {@code log} gives. */
  public PropertyTable(TableStore store, CircleLog log) {
    this.store = store;
    this.log = log;
  }

  @Override
  public Optional<List<GlideRecord>> rows() {
    var rows = new ArrayList<>(EnforcementProperties.rows(log.state()));
    store.query(EnforcementProperties.TABLE, EncodedQuery.all(), MAX_PROPERTIES).stream()
        .filter(row -> !EnforcementProperties.isOne(row))
        .forEach(rows::add);
    return Optional.of(rows);
  }

  @Override
  public Ruling insert(GlideRecord proposed, String user) {
    return EnforcementProperties.isOne(proposed) ? refused() : new Ruling.Allowed(proposed);
  }

  @Override
  public Ruling update(GlideRecord before, GlideRecord after, String user) {
    return EnforcementProperties.isOne(before) || EnforcementProperties.isOne(after)
        ? refused()
        : new Ruling.Allowed(after);
  }

  @Override
  public Ruling delete(GlideRecord before, String user) {
    return EnforcementProperties.isOne(before) ? refused() : new Ruling.Allowed(before);
  }

  private static Ruling refused() {
    return new Ruling.Refused(
        "Only a signed job can change this property: export it on the trusted instance and execute"
            + " it here",
        "reason: signed-job-only");
  }
}
