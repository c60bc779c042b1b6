package dev.circleoftrust.mid.probe;

import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.record.SysId;
import java.util.List;

/** What production may ask of the MID Server's own operation. Safe for any number of threads. */
public interface Operation {
  /** Fetches no more rows but interactive ones, until {@link #resume()} or a restart. */
  void pause();

  /** Fetches rows again. */
  void resume();

  /** Reads the circle log again from its beginning. */
  void reload();

  /** Keeps the row called {@code row} from beginning, and says what came of that. */
  String cancel(SysId row);

  /** How the MID Server is. Nothing secret. */
  List<Parameter> vitals();

  /** How many rows it has judged, run and refused since it started, and how busy it is. */
  List<Parameter> counts();
}
