package dev.circleoftrust.trust;

/** Ends the admission of an item; never leaves this package. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final LogRefusal reason;
  private final String detail;

  RefusedException(LogRefusal reason, String detail) {
    super(detail);
    this.reason = reason;
    this.detail = detail;
  }

  Outcome.Refused outcome() {
    return new Outcome.Refused(reason, detail);
  }

  LogRefusal reason() {
    return reason;
  }

  String detail() {
    return detail;
  }

  static void require(boolean holds, LogRefusal reason, String detail) throws RefusedException {
    if (!holds) {
      throw new RefusedException(reason, detail);
    }
  }
}
