package dev.circleoftrust.simulator.load.run;

import java.util.List;

/** Numbers the runs of one test, so that no sys_id comes twice. For one thread. */
final class Runs {
  private final List<String> agents;
  private long last;

  /**
   * @param first the number of the first run
   * @param agents whom records are made for
   */
  Runs(long first, List<String> agents) {
    this.agents = List.copyOf(agents);
    this.last = first - 1;
  }

  /** The next number. */
  long next() {
    return ++last;
  }

  /** Whom records are made for. */
  List<String> agents() {
    return agents;
  }
}
