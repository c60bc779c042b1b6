package dev.circleoftrust.judgement;

import dev.circleoftrust.ecc.AgentName;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Decides whether a MID Server may run a record: batch proof, position, expiry, strict parse,
 * audience, ECC firewall, code signature, parameters. Bytes are verified before they are parsed;
 * where they are not verified, because Code Signing is off or a firewall rule accepts, the verdict
 * says so. Any doubt is a rejection.
 *
 * <p>A pure function of its arguments: no clock, no I/O, and no exception for bad input. Safe for
 * any number of threads, where each has its own {@link Precedents}.
 *
 * @param agent whom a record must name: the MID Server, or a cluster that it is a member of
 * @param audience the names under which code may be signed for it: its own and its cluster's
 * @param firewall its ECC firewall
 * @param maxRecordAge how old a batch may be, whatever end production gave it
 */
public record Judge(
    AgentName agent, Set<AgentName> audience, EccFirewall firewall, Duration maxRecordAge) {
  /** The default of {@code maxRecordAge}. */
  public static final Duration DEFAULT_MAX_RECORD_AGE = Duration.ofHours(24);

  public Judge {
    audience = Set.copyOf(audience);
  }

  /** A judge of the records that name {@code agent}, for which code must be signed too. */
  public Judge(AgentName agent, EccFirewall firewall, Duration maxRecordAge) {
    this(agent, Set.of(agent), firewall, maxRecordAge);
  }

  /** The same judge of the records that name {@code other}. */
  public Judge of(AgentName other) {
    return new Judge(other, audience, firewall, maxRecordAge);
  }

  /**
   * Judges a record for the first time.
   *
   * @param memory what the MID Server remembers of the partition; the judgement has what it must
   *     remember before it acts
   */
  public Judgement judge(
      ReceivedRecord received, PartitionMemory memory, CircleView view, Instant now) {
    return judge(received, memory, view, now, new Precedents());
  }

  /**
   * Judges a record for the first time, the faster the more of it has been found out before.
   *
   * @param precedents those of the calling thread; they never change the verdict
   */
  public Judgement judge(
      ReceivedRecord received,
      PartitionMemory memory,
      CircleView view,
      Instant now,
      Precedents precedents) {
    var course = new Course(this, received, view, now, precedents);
    try {
      course.readProof();
      course.requirePosition(memory);
      return course.judgement(course.verdict(), memory);
    } catch (Rejection e) {
      return course.judgement(course.rejected(e), memory);
    } catch (RuntimeException e) {
      precedents.forget(); // whatever state it left them in
      return course.judgement(
          course.rejected(new Rejection(RejectionReason.INTERNAL, e.getClass().getSimpleName())),
          memory);
    }
  }

  /**
   * Judges a record again whose position the MID Server has recorded as its own to answer: before
   * it runs under another head, after its time, or after a restart.
   */
  public Verdict judgeAgain(ReceivedRecord received, CircleView view, Instant now) {
    return judgeAgain(received, view, now, new Precedents());
  }

  /**
   * Judges such a record again, the faster the more of it has been found out before.
   *
   * @param precedents those of the calling thread; they never change the verdict
   */
  public Verdict judgeAgain(
      ReceivedRecord received, CircleView view, Instant now, Precedents precedents) {
    var course = new Course(this, received, view, now, precedents);
    try {
      course.readProof();
      return course.verdict();
    } catch (Rejection e) {
      return course.rejected(e);
    } catch (RuntimeException e) {
      precedents.forget();
      return course.rejected(new Rejection(RejectionReason.INTERNAL, e.getClass().getSimpleName()));
    }
  }
}
