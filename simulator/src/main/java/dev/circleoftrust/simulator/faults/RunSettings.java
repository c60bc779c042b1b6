package dev.circleoftrust.simulator.faults;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a run is made of.
 *
 * @param seed what rows and faults are drawn from
 * @param duration how long rows are inserted and faults strike
 * @param rows how many rows
 * @param midCount how many MID Servers
 */
record RunSettings(long seed, Duration duration, int rows, int midCount) {
  /** The MID Servers. */
  List<String> mids() {
    return IntStream.rangeClosed(1, midCount).mapToObj(i -> "mid-" + i).toList();
  }
}
