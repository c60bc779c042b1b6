package dev.circleoftrust.simulator.load.queue;

import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.runtime.load.Mix;
import dev.circleoftrust.simulator.load.option.LoadSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A cluster of MID Servers as a discrete-event simulation: each priority has a topic of six
 * partitions, dealt out to the members; a row goes to the partition that its sys_id falls on, and
 * waits there until a thread of its member and priority is free. Pure: the same seed gives the same
 * figures.
 *
 * @param work how long a row is worked on, give or take a twentieth
 * @param threads of each member
 * @param mix how urgent rows are
 * @param seed what chance is drawn from
 */
record ClusterModel(Duration work, LoadSettings.Threads threads, Mix mix, long seed) {
  private static final int ROWS = 30_000;
  private static final int WARM_UP = 5_000;
  private static final double NOISE = 0.05;
  private static final int SEARCH = 18;
  private static final double MILLIS_A_SECOND = 1_000;

  /** What came of one rate. */
  record Outcome(double p50, double p99, double utilization) {}

  /** What it rests on, for whoever reads the figures. */
  List<String> assumptions() {
    return List.of(
        "simulated, not measured: no network, no database and no broker takes any time",
        "rows come at random (Poisson), each on one of the six partitions of its priority",
        "each row takes %d ms, give or take 5 %%".formatted(work.toMillis()),
        "%d, %d and %d threads of a member for interactive, expedited and standard rows"
            .formatted(threads.interactive(), threads.expedited(), threads.standard()),
        "a seventh member has no partition, and stands by");
  }

  /**
   * The highest rate at which p99 is at most {@code limit} above the work of a row.
   *
   * @param members at least 1
   */
  double highestRate(int members, Duration limit) {
    double most = work.toMillis() + limit.toMillis();
    double low = 0;
    double high = 2.0 * members * all() * MILLIS_A_SECOND / work.toMillis();
    for (int i = 0; i < SEARCH; i++) {
      double rate = (low + high) / 2;
      if (at(members, rate).p99() <= most) {
        low = rate;
      } else {
        high = rate;
      }
    }
    return low;
  }

  /**
   * What comes of a rate.
   *
   * @param rate rows a second
   */
  Outcome at(int members, double rate) {
    var random = new SplittableRandom(seed);
    List<List<PriorityQueue<Double>>> free = idle(members);
    var latencies = new ArrayList<Double>(ROWS);
    double now = 0;
    double busy = 0;
    for (int row = 0; row < ROWS + WARM_UP; row++) {
      now += -Math.log(1 - random.nextDouble()) / rate;
      Priority priority = mix.of(seed, row);
      int partition = random.nextInt(EccTopics.CLUSTER_PARTITIONS);
      PriorityQueue<Double> pool = free.get(priority.code()).get(partition % members);
      double service =
          work.toMillis() / MILLIS_A_SECOND * (1 + NOISE * (2 * random.nextDouble() - 1));
      double began = Math.max(now, pool.remove());
      pool.add(began + service);
      if (row >= WARM_UP) {
        latencies.add((began + service - now) * MILLIS_A_SECOND);
      }
      busy += service;
    }
    latencies.sort(null);
    return new Outcome(
        latencies.get(ROWS / 2),
        latencies.get((int) (ROWS * 0.99)),
        Math.min(1, busy / (now * members * all())));
  }

  /** When each thread is free next, by priority and member. */
  private List<List<PriorityQueue<Double>>> idle(int members) {
    var free = new ArrayList<List<PriorityQueue<Double>>>();
    for (Priority priority : Priority.values()) {
      var pools = new ArrayList<PriorityQueue<Double>>();
      for (int member = 0; member < members; member++) {
        var pool = new PriorityQueue<Double>();
        for (int thread = 0; thread < threadsOf(priority); thread++) {
          pool.add(0.0);
        }
        pools.add(pool);
      }
      free.add(pools);
    }
    return free;
  }

  private int threadsOf(Priority priority) {
    return switch (priority) {
      case INTERACTIVE -> threads.interactive();
      case EXPEDITED -> threads.expedited();
      case STANDARD -> threads.standard();
    };
  }

  private int all() {
    return threads.interactive() + threads.expedited() + threads.standard();
  }
}
