package dev.circleoftrust.mid.probe;

import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.ResultRow;
import java.util.List;

/** What came of a probe. */
public sealed interface ProbeResult {
  /**
   * It was done.
   *
   * @param rows what a query gave
   * @param notes what else is to be told, such as a count
   */
  record Finished(List<ResultRow> rows, List<Parameter> notes) implements ProbeResult {
    public Finished {
      rows = List.copyOf(rows);
      notes = List.copyOf(notes);
    }
  }

  /**
   * It was not done, or not to its end.
   *
   * @param error for whoever asked: the fact and the remedy
   */
  record Failed(String error) implements ProbeResult {}
}
