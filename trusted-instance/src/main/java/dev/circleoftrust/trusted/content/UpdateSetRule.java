package dev.circleoftrust.trusted.content;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.runtime.http.Ruling;
import dev.circleoftrust.runtime.http.TableRule;
import java.util.Optional;
import java.util.Set;

/**
 * What an administrator may do to a local update set: make one, describe it, and end it. What ended
 * takes up nothing any more, so that what was signed is what is exported.
 */
public final class UpdateSetRule implements TableRule {
  private static final String MESSAGE = "Update set cannot be changed so";
  private static final Set<String> OWN_FIELDS = Set.of("origin", "application");

  /** The rule. */
  public UpdateSetRule() {}

  @Override
  public Ruling insert(GlideRecord proposed, String user) {
    if (proposed.value("name").isBlank() || isDefault(proposed)) {
      return new Ruling.Refused(MESSAGE, "give the update set a name of its own");
    }
    return new Ruling.Allowed(
        proposed
            .with("state", UpdateSetState.IN_PROGRESS.value())
            .with("origin", UpdateSetOrigin.LOCAL.value())
            .with("application", "global"));
  }

  @Override
  public Ruling update(GlideRecord before, GlideRecord after, String user) {
    if (isDefault(before)) {
      return new Ruling.Refused(
          MESSAGE, "Default takes up changes when no other set does: make an update set instead");
    }
    if (!before.value("state").equals(UpdateSetState.IN_PROGRESS.value())) {
      return new Ruling.Refused(
          MESSAGE, "it is '%s' for good: make another".formatted(before.value("state")));
    }
    Optional<UpdateSetState> state = UpdateSetState.of(after.value("state"));
    if (state.isEmpty() || after.value("name").isBlank() || isDefault(after)) {
      return new Ruling.Refused(
          MESSAGE, "it has a name of its own and is 'in progress', 'complete' or 'ignore'");
    }
    GlideRecord kept = after;
    for (String field : OWN_FIELDS) {
      kept = kept.with(field, before.value(field));
    }
    return new Ruling.Allowed(kept);
  }

  @Override
  public Ruling delete(GlideRecord before, String user) {
    return new Ruling.Refused(MESSAGE, "set its state to 'ignore' instead");
  }

  private static boolean isDefault(GlideRecord set) {
    return set.value("name").equals(UpdateSets.DEFAULT_NAME);
  }
}
