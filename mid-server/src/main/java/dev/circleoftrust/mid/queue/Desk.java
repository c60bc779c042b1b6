package dev.circleoftrust.mid.queue;

import dev.circleoftrust.judgement.Judge;
import dev.circleoftrust.mid.circle.Circle;
import dev.circleoftrust.mid.probe.Probes;
import dev.circleoftrust.record.SysId;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What every lane works with. All of it is safe for several threads.
 *
 * @param judge decides what may run
 * @param circle what is known of the circle
 * @param probes what can be run
 * @param journal the rows that are open
 * @param verdicts counts
 * @param surroundings the outer world
 */
public record Desk(
    Judge judge,
    Circle circle,
    Probes probes,
    Journal journal,
    Verdicts verdicts,
    Surroundings surroundings) {
  /**
   * What comes from outside, so that a test can choose it.
   *
   * @param clock the time
   * @param ids draws sys_ids
   * @param steps is told of each step
   */
  public record Surroundings(InstantSource clock, Supplier<SysId> ids, Steps steps) {}
}
