package dev.circleoftrust.production.ecc;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.runtime.http.Ruling;
import dev.circleoftrust.runtime.http.TableRule;
import dev.circleoftrust.wire.MalformedException;

/** The table {@code ecc_agent}: an administrator may make a MID Server known before it answers. */
final class AgentTable implements TableRule {
  @Override
  public Ruling insert(GlideRecord proposed, String user) {
    return ruling(proposed);
  }

  @Override
  public Ruling update(GlideRecord before, GlideRecord after, String user) {
    return ruling(after);
  }

  private static Ruling ruling(GlideRecord row) {
    try {
      var _ = AgentName.parse(row.value("name"));
      return new Ruling.Allowed(row);
    } catch (MalformedException e) {
      return new Ruling.Malformed("Not a MID Server: " + e.fact());
    }
  }
}
