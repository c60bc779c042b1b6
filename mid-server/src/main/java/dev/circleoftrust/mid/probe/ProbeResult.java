package dev.circleoftrust.mid.probe;

import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.ResultBody;
import java.util.List;

/** What came of a probe. */
public sealed interface ProbeResult {
  /**
   * It was done.
   *
   * @param resultCode 0, or the exit code of a program that ran to its end
   * @param body what it brought
   * @param notes what else is to be told, such as a count
   */
  record Finished(int resultCode, ResultBody body, List<Parameter> notes) implements ProbeResult {
    public Finished {
      notes = List.copyOf(notes);
    }

    /** It was done, and succeeded. */
    public Finished(ResultBody body, List<Parameter> notes) {
      this(0, body, notes);
    }
  }

  /**
   * It was not done, or not to its end.
   *
   * @param error for whoever asked: the fact and the remedy
   */
  record Failed(String error) implements ProbeResult {}
}
