package dev.circleoftrust.mid.queue;

import dev.circleoftrust.judgement.CircleView;
import dev.circleoftrust.judgement.MayRun;
import dev.circleoftrust.judgement.Rejected;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.judgement.Verdict;
import dev.circleoftrust.judgement.Verified;
import dev.circleoftrust.mid.probe.ProbeResult;
import dev.circleoftrust.mid.queue.Steps.Step;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.StoreException;
import dev.circleoftrust.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open row on its way through a worker. What runs code is on disk as running before it does,
 * and on disk with its results before those go out.
 */
final class RowRun implements Runnable {
  private static final Logger LOGGER = LoggerFactory.getLogger(RowRun.class);

  private final Desk desk;
  private final Bench bench;
  private final Pending row;

  /**
   * Where a lane's rows are worked on, and how what comes of them is told.
   *
   * @param refusals words what does not run
   * @param answers words what ran
   * @param hand takes back what was given
   */
  record Bench(Refusals refusals, Answers answers, InHand hand) {}

  RowRun(Desk desk, Bench bench, Pending row) {
    this.desk = desk;
    this.bench = bench;
    this.row = row;
  }

  @Override
  public void run() {
    bench.hand().takeBack(outcome());
  }

  /** True for the row called {@code sysId}. */
  boolean isOf(SysId sysId) {
    MayRun verdict = row.verdict();
    return verdict != null && verdict.work().row().sysId().equals(sysId);
  }

  /** It will not be run: production wants so. */
  void cancel() {
    bench.hand().takeBack(cancelled());
  }

  /** It will not be run by this process. */
  void drop() {
    bench.hand().drop(row.entry());
  }

  private Outcome outcome() {
    try {
      Verdict verdict = current();
      return switch (verdict) {
        case Verified again
            when isRunning() && again.work().repeatable() -> // its signature says: no harm
            run(again);
        case Verdict _ when isRunning() ->
            refused(
                RejectionReason.OUTCOME_UNKNOWN,
                "the MID Server stopped while it ran, and it is not signed as repeatable");
        case Rejected rejected ->
            new Outcome.Refused(
                row.entry(), bench.refusals().refuse(rejected, row.entry().arrival(), view()));
        case MayRun mayRun -> begin(mayRun);
      };
    } catch (StoreException e) {
      return new Outcome.Unwritten(row.entry(), e);
    }
  }

  private boolean isRunning() {
    return row.entry().state() instanceof Entry.State.Running;
  }

  private Outcome begin(MayRun verdict) {
    SysId sysId = verdict.work().row().sysId();
    if (desk.journal().isCancelled(sysId)) {
      return cancelled();
    }
    if (verdict.work().code() != null) {
      if (!desk.journal().begin(row.entry().with(new Entry.State.Running()), sysId, now())) {
        return refused(RejectionReason.REPLAYED, "this row has run already");
      }
      desk.surroundings().steps().reached(Step.STARTED);
    }
    return run(verdict);
  }

  private Outcome run(MayRun verdict) {
    long begun = System.nanoTime();
    ProbeResult result = desk.probes().run(verdict);
    long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
    desk.surroundings().steps().reached(Step.RAN);
    desk.verdicts().ran(result);
    List<Bytes> results = bench.answers().ran(row.entry(), verdict, result, millis);
    if (verdict.work().code() != null) {
      keep(results);
    }
    return new Outcome.Ran(row.entry(), results);
  }

  /** Where the disk fails now the results go out all the same; only a death would lose them. */
  private void keep(List<Bytes> results) {
    try {
      desk.journal().advance(row.entry().with(new Entry.State.Done(results)));
      desk.surroundings().steps().reached(Step.DONE);
    } catch (StoreException e) {
      LOGGER.atError().setCause(e).log("the disk cannot keep a result that is on its way");
    }
  }

  private Outcome cancelled() {
    return refused(RejectionReason.CANCELLED, "production cancelled the row before it began");
  }

  private Outcome refused(RejectionReason reason, String detail) {
    return new Outcome.Refused(
        row.entry(), bench.refusals().refuse(reason, detail, row.entry().arrival()));
  }

  /** The verdict as it is now: judged again if the circle has changed or its time has passed. */
  private Verdict current() {
    MayRun verdict = row.verdict();
    Instant now = now();
    if (verdict != null
        && row.version() == desk.circle().snapshot().version()
        && !now.isAfter(verdict.notAfter())) {
      return verdict;
    }
    return desk.judge().judgeAgain(row.entry().arrival().received(), view(), now);
  }

  private CircleView view() {
    return desk.circle().view(now());
  }

  private Instant now() {
    return desk.surroundings().clock().instant();
  }
}
