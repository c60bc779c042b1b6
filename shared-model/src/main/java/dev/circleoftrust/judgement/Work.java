package dev.circleoftrust.judgement;

import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.record.GlideRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a MID Server is to do.
 *
 * @param row the ECC record
 * @param code the record that holds the code; under enforcement its signed fields and no others.
 *     Absent for topics that carry no code
 * @param parameters the row's values for what the code declares, in the order of their places, or
 *     of the declarations
 */
public record Work(EccRecord row, @Nullable GlideRecord code, List<BoundParameter> parameters) {
  public Work {
    parameters = List.copyOf(parameters);
  }

  /** True where the code says that running it twice does no harm. */
  public boolean repeatable() {
    return code == null || code.value("repeatable").equals("true");
  }
}
