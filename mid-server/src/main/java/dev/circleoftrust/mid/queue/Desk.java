package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.judgement.Judge;
import dev.circleoftrust.judgement.VerifiedStatements;
import dev.circleoftrust.mid.circle.Circle;
import dev.circleoftrust.mid.probe.Probes;
import dev.circleoftrust.record.SysId;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What every lane works with. All of it is safe for several threads.
 *
 * @param host the MID Server's own name
 * @param judge decides what may run of the rows that name it, or its cluster
 * @param statements the batch statements that any lane has verified
 * @param circle what is known of the circle
 * @param probes what can be run
 * @param journal the rows that are open
 * @param firewall counts what the ECC firewall decides
 * @param verdicts counts
 * @param surroundings the outer world
 */
public record Desk(
    AgentName host,
    Judge judge,
    VerifiedStatements statements,
    Circle circle,
    Probes probes,
    Journal journal,
    FirewallAudit firewall,
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

  /** The same work on the rows that {@code other} judges. */
  Desk with(Judge other) {
    return new Desk(
        host, other, statements, circle, probes, journal, firewall, verdicts, surroundings);
  }
}
