package dev.circleoftrust.simulator.faults;

import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The rows of a stream: a pure function of a seed, a count, a duration and the agents.
 *
 * @param rows in the order in which they are inserted
 */
record RowPlan(List<PlannedRow> rows) {
  /** So that rows and faults of one seed have nothing to do with each other. */
  private static final long OWN_SEED = 0x726f7773L;

  private static final List<Priority> PRIORITIES = List.of(Priority.values());

  RowPlan {
    rows = List.copyOf(rows);
  }

  /** The plan that a seed stands for. */
  static RowPlan of(long seed, int count, Duration duration, List<String> agents) {
    var random = new Random(seed ^ OWN_SEED);
    var rows = new ArrayList<PlannedRow>();
    for (int i = 0; i < count; i++) {
      byte[] id = new byte[SysId.SIZE];
      random.nextBytes(id);
      RowKind kind = RowKind.drawn(random);
      String agent = agents.get(random.nextInt(agents.size()));
      rows.add(
          new PlannedRow(
              duration.multipliedBy(i).dividedBy(count),
              SysId.of(Bytes.copyOf(id)),
              agent.equals(RunSettings.CLUSTER) ? kind.forCluster() : kind,
              agent,
              PRIORITIES.get(random.nextInt(PRIORITIES.size()))));
    }
    return new RowPlan(rows);
  }
}
