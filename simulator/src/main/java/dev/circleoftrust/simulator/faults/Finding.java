package dev.circleoftrust.simulator.faults;

import java.util.List;

/**
 * Something that does not hold.
 *
 * @param what a sentence
 * @param rows the sys_ids of the rows of which it does not hold; none where it is about no row
 */
record Finding(String what, List<String> rows) {
  Finding {
    rows = List.copyOf(rows);
  }
}
