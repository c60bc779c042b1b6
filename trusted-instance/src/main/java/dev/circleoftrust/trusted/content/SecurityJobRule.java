package dev.circleoftrust.trusted.content;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.runtime.http.Ruling;
import dev.circleoftrust.runtime.http.TableRule;
import dev.circleoftrust.wire.MalformedException;
import java.time.InstantSource;

/** What an administrator may do to a Security Job: submit it, and change it until it ran. */
public final class SecurityJobRule implements TableRule {
  private static final String MESSAGE = "Security Job refused";

  private final InstantSource clock;

  /** The rule; {@code clock} tells what is past. */
  public SecurityJobRule(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Ruling insert(GlideRecord proposed, String user) {
    return judged(proposed.with("state", SecurityJob.NEW).with("summary", ""));
  }

  @Override
  public Ruling update(GlideRecord before, GlideRecord after, String user) {
    if (!before.value("state").equals(SecurityJob.NEW)) {
      return new Ruling.Refused(MESSAGE, "it ran already: submit another");
    }
    return judged(after.with("state", SecurityJob.NEW).with("summary", ""));
  }

  private Ruling judged(GlideRecord row) {
    try {
      var _ = SecurityJob.of(row, clock.instant());
      return new Ruling.Allowed(row);
    } catch (MalformedException e) {
      return new Ruling.Refused(MESSAGE, e.fact());
    }
  }
}
