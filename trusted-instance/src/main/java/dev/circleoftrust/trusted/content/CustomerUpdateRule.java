package dev.circleoftrust.trusted.content;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.runtime.http.Ruling;
import dev.circleoftrust.runtime.http.TableRule;
import java.util.Map;

/**
 * Customer updates are recorded, not written. The one thing that a person decides is whether he
 * accepts a record that was imported: only then may it be signed.
 */
public final class CustomerUpdateRule implements TableRule {
  private static final String MESSAGE = "Customer update cannot be changed so";
  private static final String DETAIL =
      "change the record itself; of an imported update only 'accepted' can be set, to 'true'";

  /** The rule. */
  public CustomerUpdateRule() {}

  @Override
  public Ruling insert(GlideRecord proposed, String user) {
    return new Ruling.Refused(MESSAGE, DETAIL);
  }

  @Override
  public Ruling update(GlideRecord before, GlideRecord after, String user) {
    Map<String, String> accepted =
        before.with("accepted", "true").with("accepted_by", user).fields();
    boolean accepts =
        before.value("origin").equals(UpdateSetOrigin.IMPORTED.value())
            && after.with("accepted_by", user).fields().equals(accepted);
    return accepts
        ? new Ruling.Allowed(after.with("accepted_by", user))
        : new Ruling.Refused(MESSAGE, DETAIL);
  }

  @Override
  public Ruling delete(GlideRecord before, String user) {
    return new Ruling.Refused(MESSAGE, DETAIL);
  }
}
