package dev.circleoftrust.simulator.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a run is made of.
 *
 * @param seed what rows and faults are drawn from
 * @param duration how long rows are inserted and faults strike
 * @param rows how many rows
 * @param midCount how many MID Servers
 * @param clustered whether they share the rows of a cluster, besides having rows of their own
 */
record RunSettings(long seed, Duration duration, int rows, int midCount, boolean clustered) {
  /** The name of the cluster. */
  static final String CLUSTER = "shared";

  /** The MID Servers. */
  List<String> mids() {
    return IntStream.rangeClosed(1, midCount).mapToObj(i -> "mid-" + i).toList();
  }

  /** Whom rows are for; the cluster as often as all MID Servers. */
  List<String> agents() {
    var agents = new ArrayList<>(mids());
    if (clustered) {
      agents.addAll(Collections.nCopies(midCount, CLUSTER));
    }
    return agents;
  }
}
