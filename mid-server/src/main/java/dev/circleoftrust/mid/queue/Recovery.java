package dev.circleoftrust.mid.queue;

import dev.circleoftrust.judgement.CircleView;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.judgement.Rejected;
import dev.circleoftrust.judgement.Verdict;
import java.time.Instant;

/**
 * Decides what becomes of the rows that a journal holds when a lane opens: after a start, a death
 * of the process, or a failure of the broker.
 */
final class Recovery {
  private final Desk desk;
  private final Refusals refusals;

  Recovery(Desk desk, Refusals refusals) {
    this.desk = desk;
    this.refusals = refusals;
  }

  /**
   * What is to be done with a row that has no result yet, and is this MID Server's. What was not
   * begun is judged again.
   */
  Pending resume(Entry entry) {
    return switch (entry.state()) {
      case Entry.State.Accepted(), Entry.State.Taken() -> judged(entry);
      case Entry.State.Refused _,
          Entry.State.Running(),
          Entry.State.RunningAgain(),
          Entry.State.Done _ ->
          Pending.settled(entry);
    };
  }

  private Pending judged(Entry entry) {
    long version = desk.circle().snapshot().version();
    Instant now = desk.surroundings().clock().instant();
    CircleView view = desk.circle().view(now);
    Verdict verdict = desk.judge().judgeAgain(entry.arrival().received(), view, now);
    return switch (verdict) {
      case MayRun mayRun -> new Pending(entry, mayRun, version);
      case Rejected rejected -> {
        Refusal refusal = refusals.refuse(rejected, entry.arrival(), view);
        yield Pending.settled(entry.with(new Entry.State.Refused(refusal)));
      }
    };
  }
}
