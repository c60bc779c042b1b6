package dev.circleoftrust.production.job;

import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.production.circle.CircleLog;
import dev.circleoftrust.production.refusal.RefusalReason;
import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.statement.Instruction;
import dev.circleoftrust.transport.JobExport;
import dev.circleoftrust.trust.CircleState;
import dev.circleoftrust.trust.LogRefusal;
import dev.circleoftrust.trust.Outcome;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * <i>Prerequisite Check</i>: everything that must hold before a signed job is executed, and what
 * would break once it is. It changes nothing. Safe for any number of threads.
 */
public final class PrerequisiteCheck {
  /** Refusals that come after the signatures were found to hold. */
  private static final Set<LogRefusal> OF_PLACE =
      Set.of(LogRefusal.ALREADY_APPLIED, LogRefusal.SUPERSEDED, LogRefusal.UNKNOWN_HEAD);

  private final CarriedExports exports;
  private final CircleLog log;
  private final LogChange change;
  private final Surroundings surroundings;
  private final InstantSource clock;

  /** Checks against {@code log} and its {@code surroundings}. */
  public PrerequisiteCheck(
      CarriedExports exports,
      CircleLog log,
      LogChange change,
      Surroundings surroundings,
      InstantSource clock) {
    this.exports = exports;
    this.log = log;
    this.change = change;
    this.surroundings = surroundings;
    this.clock = clock;
  }

  /** Checks the job with this sys_id as it is now. */
  public CheckReport check(SysId job) throws RefusedException {
    var lines = new ArrayList<CheckLine>();
    try {
      JobExport export = exports.job(job);
      Instruction instruction = export.instruction();
      lines.add(CheckLine.passed("Job is signed and as it was signed", "to the byte"));
      addCircle(lines, export, instruction);
    } catch (RefusedException e) {
      if (e.reason() == RefusalReason.NO_SUCH_RECORD) {
        throw e;
      }
      lines.add(
          CheckLine.failed("Job is signed and as it was signed", e.reason(), e.explanation()));
    } catch (MalformedException e) {
      lines.add(
          CheckLine.failed(
              "Job is signed and as it was signed", RefusalReason.JOB_DIFFERS, e.fact()));
    }
    lines.add(surroundings.optIn());
    lines.add(surroundings.broker());
    return new CheckReport(lines);
  }

  private void addCircle(List<CheckLine> lines, JobExport export, Instruction instruction) {
    Optional<CircleState> known = log.state();
    lines.add(
        CheckLine.of(
            "Circle of Trust is established",
            known.isPresent(),
            RefusalReason.NOT_ESTABLISHED,
            known
                .map(state -> "circle " + state.circle())
                .orElse(
                    "no circle is established here: install cm_code_attest's certificate first")));
    if (known.isEmpty()) {
      return;
    }
    CircleState state = known.get();
    Digest id = export.statement().statementId();
    Instant now = clock.instant();
    lines.add(
        CheckLine.of(
            "Job was not executed before",
            !state.containsStatement(id),
            RefusalReason.ALREADY_EXECUTED,
            state.containsStatement(id)
                ? "the job was executed before: export a new one"
                : "statement " + id));
    lines.add(signature(export, instruction));
    lines.add(window(instruction, now));
    lines.add(head(state, instruction));
    lines.add(surroundings.certificates(state, KeyPurpose.CODE, instruction.action(), now));
    lines.add(surroundings.checkpoints(log, instruction.action(), now));
    lines.add(surroundings.coverage(state, now));
  }

  /** Whether the log takes the instruction, but for its place, which has lines of its own. */
  private CheckLine signature(JobExport export, Instruction instruction) {
    String name = "Job is signed by a trusted issuer";
    Outcome outcome = change.tryOut(export.statement(), instruction.circle());
    return outcome instanceof Outcome.Refused(LogRefusal refusal, String detail)
            && !OF_PLACE.contains(refusal)
        ? CheckLine.failed(name, RefusalReason.of(refusal), detail)
        : CheckLine.passed(name, "signatures hold");
  }

  private static CheckLine window(Instruction instruction, Instant now) {
    String name = "Job is within its window";
    String window = "from %s to %s".formatted(instruction.notBefore(), instruction.notAfter());
    return instruction.validity().contains(now)
        ? CheckLine.passed(name, window)
        : CheckLine.failed(
            name,
            RefusalReason.EXPIRED,
            "the job may only be executed %s: export a new one".formatted(window));
  }

  private static CheckLine head(CircleState state, Instruction instruction) {
    String name = "Job builds on the current head";
    if (instruction.previous().equals(state.head())) {
      return CheckLine.passed(name, "head " + state.head());
    }
    return state.contains(instruction.previous())
        ? CheckLine.failed(
            name,
            RefusalReason.SUPERSEDED,
            "the log has moved past head %s: export again".formatted(instruction.previous()))
        : CheckLine.failed(
            name,
            RefusalReason.UNKNOWN_HEAD,
            "the log has no head %s: execute the job before it first"
                .formatted(instruction.previous()));
  }
}
