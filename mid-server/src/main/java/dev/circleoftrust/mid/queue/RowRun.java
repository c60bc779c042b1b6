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
  private Runnable end = () -> {};

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
    if (!bench.hand().awaitRoom()) {
      drop();
      return;
    }
    Outcome outcome = outcome();
    end.run();
    bench.hand().takeBack(outcome);
  }

  /** How many bytes the row has, as it came. */
  long size() {
    return row.entry().arrival().size();
  }

  /** What {@code ending} does is done when no thread is needed for it any more. */
  void onEnd(Runnable ending) {
    this.end = ending;
  }

  /** True for the row called {@code sysId}. */
  boolean isOf(SysId sysId) {
    MayRun verdict = row.verdict();
    return verdict != null && verdict.work().row().sysId().equals(sysId);
  }

  /** It will not be run: production wants so. */
  void cancel() {
    end.run();
    bench.hand().takeBack(cancelled());
  }

  /** It will not be run by this process. */
  void drop() {
    end.run();
    bench.hand().drop(row.entry());
  }

  private Outcome outcome() {
    try {
      Verdict verdict = current();
      return switch (row.entry().state()) {
        case Entry.State.Running()
            when verdict instanceof Verified again && again.work().repeatable() -> {
          // Its signature says that this does no harm; what ends the process twice is not tried on.
          desk.journal().advance(row.entry().with(new Entry.State.RunningAgain()));
          yield run(again);
        }
        case Entry.State.Running(), Entry.State.RunningAgain() ->
            refused(
                RejectionReason.OUTCOME_UNKNOWN,
                "the MID Server stopped while it ran, and it is not signed as repeatable, or was"
                    + " repeated already");
        case Entry.State.Accepted(),
            Entry.State.Taken(),
            Entry.State.Refused _,
            Entry.State.Done _ ->
            first(verdict);
      };
    } catch (StoreException e) {
      return new Outcome.Unwritten(row.entry(), e);
    }
  }

  private Outcome first(Verdict verdict) {
    return switch (verdict) {
      case Rejected rejected ->
          new Outcome.Refused(
              row.entry(), bench.refusals().refuse(rejected, row.entry().arrival(), view()));
      case MayRun mayRun -> begin(mayRun);
    };
  }

  private Outcome begin(MayRun verdict) {
    SysId sysId = verdict.work().row().sysId();
    if (verdict.work().code() == null) {
      return desk.journal().isCancelled(sysId) ? cancelled() : run(verdict);
    }
    Entry running = row.entry().with(new Entry.State.Running());
    return switch (desk.journal().begin(running, sysId, now())) {
      case CANCELLED -> cancelled();
      case BEFORE -> refused(RejectionReason.REPLAYED, "this row has run already");
      case NOW -> {
        desk.surroundings().steps().reached(Step.STARTED);
        yield run(verdict);
      }
    };
  }

  private Outcome run(MayRun verdict) {
    long begun = System.nanoTime();
    ProbeResult result = desk.probes().run(verdict);
    long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
    desk.surroundings().steps().reached(Step.RAN);
    desk.verdicts().ran(result);
    List<Bytes> results = told(verdict, result, millis);
    // Interrupted at the end of the process nobody knows what it did: the journal says running.
    if (verdict.work().code() != null && !bench.hand().hasEnded()) {
      keep(results);
    }
    return new Outcome.Ran(row.entry(), results);
  }

  private List<Bytes> told(MayRun verdict, ProbeResult result, long millis) {
    try {
      return bench.answers().ran(row.entry().answer(), verdict, result, millis);
    } catch (RuntimeException e) {
      LOGGER.atError().setCause(e).log("a result cannot be told");
      var failed = new ProbeResult.Failed("it ran, but its result cannot be told");
      return bench.answers().ran(row.entry().answer(), verdict, failed, millis);
    }
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
    return new Outcome.Refused(row.entry(), bench.refusals().cancelled(row.entry().arrival()));
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
