package dev.circleoftrust.mid.queue;

import dev.circleoftrust.judgement.CircleView;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.judgement.Rejected;
import dev.circleoftrust.judgement.Verdict;
import java.time.Instant;
import java.util.List;

/**
 * Decides what becomes of the rows that a journal holds when a lane opens: after a start, a death
 * of the process, or a failure of the broker.
 */
final class Recovery {
  private final Desk desk;
  private final Refusals refusals;
  private final boolean shared;

  /**
   * @param shared true for the rows of a cluster
   */
  Recovery(Desk desk, Refusals refusals, boolean shared) {
    this.desk = desk;
    this.refusals = refusals;
    this.shared = shared;
  }

  /**
   * The rows that have no result yet, and are this MID Server's. What was not begun is judged
   * again.
   *
   * @param open what the journal holds
   * @param found what was committed
   */
  List<Pending> resume(List<Entry> open, ReadBack.Found found) {
    return open.stream()
        .filter(entry -> !found.inputs().contains(entry.answer()))
        .filter(entry -> isOurs(entry, found))
        .map(this::resume)
        .toList();
  }

  /** What a member of a cluster has not announced may be another member's by now. */
  private boolean isOurs(Entry entry, ReadBack.Found found) {
    boolean decided =
        switch (entry.state()) {
          case Entry.State.Accepted(), Entry.State.Refused _ -> false;
          case Entry.State.Taken(), Entry.State.Running(), Entry.State.Done _ -> true;
        };
    return decided || !shared || announced(entry, found);
  }

  private static boolean announced(Entry entry, ReadBack.Found found) {
    Refusal.RowName row = Refusals.rowName(entry.arrival());
    return row != null && found.announced().contains(row.sysId());
  }

  private Pending resume(Entry entry) {
    return switch (entry.state()) {
      case Entry.State.Accepted(), Entry.State.Taken() -> judged(entry);
      case Entry.State.Refused _, Entry.State.Running(), Entry.State.Done _ ->
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
