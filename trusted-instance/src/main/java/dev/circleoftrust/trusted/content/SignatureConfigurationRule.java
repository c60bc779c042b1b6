package dev.circleoftrust.trusted.content;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.runtime.http.Ruling;
import dev.circleoftrust.runtime.http.TableRule;
import dev.circleoftrust.wire.MalformedException;

/** Refuses a configuration by which records would be signed that no MID Server runs. */
public final class SignatureConfigurationRule implements TableRule {
  private static final String MESSAGE = "Signature configuration refused";

  /** The rule. */
  public SignatureConfigurationRule() {}

  @Override
  public Ruling insert(GlideRecord proposed, String user) {
    return judged(proposed);
  }

  @Override
  public Ruling update(GlideRecord before, GlideRecord after, String user) {
    return judged(after);
  }

  private static Ruling judged(GlideRecord row) {
    try {
      var _ = SignatureConfiguration.of(row);
      return new Ruling.Allowed(row);
    } catch (MalformedException e) {
      return new Ruling.Refused(MESSAGE, e.fact());
    }
  }
}
