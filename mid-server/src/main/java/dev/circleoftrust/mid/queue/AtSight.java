package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.mid.probe.ProbeResult;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Settles at sight what needs no journal: what is refused, and questions, whose answer has no
 * effect. For one thread, a lane's.
 *
 * <p>Should the process end meanwhile, such a row is judged and answered again, unless its answer
 * was committed; a second look at it harms nobody. What has an effect is never settled so.
 */
final class AtSight {
  /** The topics of questions. */
  private static final Set<String> QUESTIONS = Set.of("HeartbeatProbe", "queue.stats");

  private final Desk desk;
  private final Answers answers;
  private final SightAnswers swift;
  private final Refusals refusals;

  AtSight(Desk desk, Priority priority, RowRun.Bench bench) {
    this.desk = desk;
    this.answers = bench.answers();
    this.swift = new SightAnswers(answers, priority);
    this.refusals = bench.refusals();
  }

  /** True where every one of some rows can be settled at sight, by a judgement that still holds. */
  boolean maySettle(Judged judged) {
    long version = desk.circle().snapshot().version();
    Instant now = now();
    for (Judged.Row row : judged.rows()) {
      if (row instanceof Judged.Row.Accepted accepted && !isQuestion(accepted, version, now)) {
        return false;
      }
    }
    return !judged.rows().isEmpty();
  }

  private static boolean isQuestion(Judged.Row.Accepted row, long version, Instant now) {
    MayRun verdict = row.verdict();
    return row.version() == version
        && verdict.work().code() == null
        && QUESTIONS.contains(verdict.work().row().topic())
        && !now.isAfter(verdict.notAfter());
  }

  /** Puts the answers to {@code judged} into {@code mail}. */
  void answer(Judged judged, Mail mail) {
    Set<SysId> cancelled = cancelled(judged);
    Map<String, ProbeResult> results = new HashMap<>();
    swift.begin(now());
    for (Judged.Row row : judged.rows()) {
      switch (row) {
        case Judged.Row.Refused(var arrival, _, var refusal) ->
            mail.refuse(arrival, refusal, swift.refused(row, refusal));
        case Judged.Row.Accepted accepted
            when cancelled.contains(accepted.verdict().work().row().sysId()) -> {
          Refusal refusal = refusals.cancelled(accepted.arrival());
          mail.refuse(accepted.arrival(), refusal, swift.refused(row, refusal));
        }
        case Judged.Row.Accepted accepted -> tell(accepted, result(accepted, results), mail);
      }
    }
  }

  /** What is asked several times in one turn is looked up once. */
  private ProbeResult result(Judged.Row.Accepted row, Map<String, ProbeResult> known) {
    String topic = row.verdict().work().row().topic();
    ProbeResult result = known.get(topic);
    if (result == null) {
      result = desk.probes().run(row.verdict());
      known.put(topic, result);
    }
    desk.verdicts().ran(result);
    return result;
  }

  private void tell(Judged.Row.Accepted row, ProbeResult result, Mail mail) {
    if (result instanceof ProbeResult.Finished finished && SightAnswers.canTell(result)) {
      mail.add(swift.result(row, finished));
    } else {
      SysId answer = row.seed().answer(row.arrival().offset());
      for (Bytes told : answers.ran(answer, row.verdict(), result, 0)) {
        mail.add(answers.result(answer, told));
      }
    }
  }

  private Set<SysId> cancelled(Judged judged) {
    if (!desk.journal().hasCancelled()) {
      return Set.of();
    }
    var asked = new HashSet<SysId>();
    for (Judged.Row row : judged.rows()) {
      if (row instanceof Judged.Row.Accepted accepted) {
        asked.add(accepted.verdict().work().row().sysId());
      }
    }
    return desk.journal().cancelled(List.copyOf(asked));
  }

  private Instant now() {
    return desk.surroundings().clock().instant();
  }
}
