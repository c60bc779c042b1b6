package dev.circleoftrust.production.job;

import static dev.circleoftrust.production.refusal.RefusedException.require;

import dev.circleoftrust.production.circle.CircleLog;
import dev.circleoftrust.production.refusal.RefusalReason;
import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.transport.JobExport;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * <i>Execute Now</i>: brings the instruction of a signed job into the circle log. It is refused
 * until the prerequisite check has passed for this job as it is, and checks everything again. Safe
 * for any number of threads; one executes at a time.
 */
public final class JobExecution {
  private final PrerequisiteCheck prerequisites;
  private final CarriedExports exports;
  private final CircleLog log;
  private final LogChange change;

  /** For which statement at which head the check passed, by job. */
  private final Map<SysId, Passed> passed = new HashMap<>();

  private record Passed(Digest statement, Digest head) {}

  /** Executes what {@code prerequisites} let pass. */
  public JobExecution(
      PrerequisiteCheck prerequisites, CarriedExports exports, CircleLog log, LogChange change) {
    this.prerequisites = prerequisites;
    this.exports = exports;
    this.log = log;
    this.change = change;
  }

  /** Runs the prerequisite check, and remembers where it passes for which job. */
  public synchronized CheckReport check(SysId job) throws RefusedException {
    CheckReport report = prerequisites.check(job);
    passed.remove(job);
    Optional<CircleState> state = log.state();
    if (report.passed() && state.isPresent()) {
      passed.put(job, new Passed(exports.job(job).statement().statementId(), state.get().head()));
    }
    return report;
  }

  /** Executes the job; the log shows it when this returns. */
  public synchronized CircleState execute(SysId job) throws RefusedException {
    CheckReport report = prerequisites.check(job);
    Optional<CheckLine> failed = report.firstFailed();
    if (failed.isPresent()) {
      throw new RefusedException(failed.get().reason(), failed.get().detail());
    }
    JobExport export = exports.job(job);
    CircleState before = log.state().orElseThrow();
    require(
        new Passed(export.statement().statementId(), before.head()).equals(passed.get(job)),
        RefusalReason.PREREQUISITE_CHECK_MISSING,
        "run the prerequisite check for this job first");
    try {
      change.instruct(export.statement(), export.instruction().circle());
    } catch (MalformedException e) {
      throw new RefusedException(RefusalReason.JOB_DIFFERS, e.fact());
    }
    passed.remove(job);
    return log.state().orElseThrow();
  }
}
