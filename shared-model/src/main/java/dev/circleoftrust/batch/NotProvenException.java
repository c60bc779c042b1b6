package dev.circleoftrust.batch;

/** A batch, or a record's place in it, is not proven. */
public final class NotProvenException extends Exception {
  private static final long serialVersionUID = 1L;

  private final BatchProblem problem;
  private final String detail;

  NotProvenException(BatchProblem problem, String detail) {
    super(detail, null, false, false); // a flood of false proofs fills no stack traces
    this.problem = problem;
    this.detail = detail;
  }

  /** The first check that failed. */
  public BatchProblem problem() {
    return problem;
  }

  /** For the operator; not stable. */
  public String detail() {
    return detail;
  }
}
