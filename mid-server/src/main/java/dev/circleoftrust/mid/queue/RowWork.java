package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.judgement.CircleView;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.judgement.Rejected;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.judgement.Verdict;
import dev.circleoftrust.judgement.Verified;
import dev.circleoftrust.mid.probe.ProbeResult;
import dev.circleoftrust.mid.queue.Steps.Step;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes open rows to their results, in their order. For one thread.
 *
 * <p>First all of them are announced, and what was refused is answered, in one Kafka transaction.
 * Then each runs; what runs code is on disk as running before it does, and on disk with its result
 * before that goes out. Results go out together, or as soon as the first has waited a moment.
 */
final class RowWork {
  private final Desk desk;
  private final Priority priority;
  private final Refusals refusals;
  private final Mail mail;

  /** The last row that ran, while its result is not on disk. */
  private @Nullable Entry unsaved;

  RowWork(Desk desk, Priority priority, Refusals refusals, Mail mail) {
    this.desk = desk;
    this.priority = priority;
    this.refusals = refusals;
    this.mail = mail;
  }

  /** Works all of {@code rows} off. When it returns their results are committed. */
  void settle(List<Pending> rows) {
    announce(rows);
    for (Pending row : rows) {
      switch (row.entry().state()) {
        case Entry.State.Refused _ -> {} // answered with the announcement
        case Entry.State.Done(var result) -> mail.add(row.entry(), result);
        case Entry.State.Accepted(), Entry.State.Running() -> work(row);
      }
      if (mail.isDue()) {
        send();
      }
    }
    send();
  }

  private void announce(List<Pending> rows) {
    var taken = new ArrayList<SysId>();
    for (Pending row : rows) {
      if (row.entry().state() instanceof Entry.State.Refused(var refusal)) {
        mail.refuse(row.entry(), refusal, priority);
      } else if (row.verdict() != null) {
        taken.add(row.verdict().work().row().sysId());
      }
    }
    if (!taken.isEmpty()) {
      mail.announce(taken, priority);
    }
    mail.send();
    desk.surroundings().steps().reached(Step.ANNOUNCED);
  }

  private void work(Pending row) {
    Entry entry = row.entry();
    Verdict verdict = current(row);
    if (entry.state() instanceof Entry.State.Running()) {
      workAgain(entry, verdict);
      return;
    }
    switch (verdict) {
      case Rejected rejected ->
          mail.refuse(entry, refusals.refuse(rejected, entry.arrival(), view()), priority);
      case MayRun mayRun -> {
        if (desk.journal().hasRun(mayRun.work().row().sysId())) {
          refuse(entry, RejectionReason.REPLAYED, "this row has run already");
        } else {
          run(entry, mayRun);
        }
      }
    }
  }

  /** It may have taken effect: it runs again only where a signature says that this does no harm. */
  private void workAgain(Entry entry, Verdict verdict) {
    if (verdict instanceof Verified verified && verified.work().repeatable()) {
      run(entry, verified);
    } else {
      refuse(
          entry,
          RejectionReason.OUTCOME_UNKNOWN,
          "the MID Server stopped while it ran, and it is not signed as repeatable");
    }
  }

  private void refuse(Entry entry, RejectionReason reason, String detail) {
    mail.refuse(entry, refusals.refuse(reason, detail, entry.arrival()), priority);
  }

  /** The verdict as it is now: judged again if the circle has changed or its time has passed. */
  private Verdict current(Pending row) {
    MayRun verdict = row.verdict();
    Instant now = desk.surroundings().clock().instant();
    if (verdict != null
        && row.version() == desk.circle().snapshot().version()
        && !now.isAfter(verdict.notAfter())) {
      return verdict;
    }
    return desk.judge().judgeAgain(row.entry().arrival().received(), view(), now);
  }

  private void run(Entry entry, MayRun verdict) {
    boolean code = verdict.work().code() != null;
    if (code) {
      start(entry.with(new Entry.State.Running()), verdict.work().row().sysId());
    }
    long begun = System.nanoTime();
    ProbeResult result = desk.probes().run(verdict);
    long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
    desk.surroundings().steps().reached(Step.RAN);
    desk.verdicts().ran(result);
    Bytes value = mail.answers().ran(entry, verdict, result, millis);
    if (code) {
      unsaved = entry.with(new Entry.State.Done(value));
    }
    mail.add(entry, value);
  }

  private void start(Entry running, SysId row) {
    desk.journal().advance(unsaved, running, row, desk.surroundings().clock().instant());
    unsaved = null;
    desk.surroundings().steps().reached(Step.STARTED);
  }

  private void send() {
    if (unsaved != null) {
      desk.journal().advance(unsaved, null, null, desk.surroundings().clock().instant());
      unsaved = null;
      desk.surroundings().steps().reached(Step.DONE);
    }
    mail.send();
  }

  private CircleView view() {
    return desk.circle().view(desk.surroundings().clock().instant());
  }
}
