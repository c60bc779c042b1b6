package dev.circleoftrust.judgement;

/** Ends a judgement at the first check that fails; never leaves this package. */
final class Rejection extends Exception {
  private static final long serialVersionUID = 1L;

  private final RejectionReason reason;
  private final String detail;

  Rejection(RejectionReason reason, String detail) {
    super(detail, null, false, false); // a flood of rejections fills no stack traces
    this.reason = reason;
    this.detail = detail;
  }

  RejectionReason reason() {
    return reason;
  }

  String detail() {
    return detail;
  }

  static void require(boolean holds, RejectionReason reason, String detail) throws Rejection {
    if (!holds) {
      throw new Rejection(reason, detail);
    }
  }
}
