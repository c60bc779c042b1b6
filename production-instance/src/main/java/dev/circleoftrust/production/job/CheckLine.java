package dev.circleoftrust.production.job;

import dev.circleoftrust.production.refusal.RefusalReason;

/**
 * One line of a prerequisite check.
 *
 * @param name what is checked
 * @param passed whether it holds
 * @param detail what was found, and where it fails what to do
 * @param reason why the job is refused where it fails; means nothing where it holds
 */
public record CheckLine(String name, boolean passed, String detail, RefusalReason reason) {
  static CheckLine passed(String name, String detail) {
    return new CheckLine(name, true, detail, RefusalReason.PREREQUISITE_FAILED);
  }

  static CheckLine failed(String name, RefusalReason reason, String detail) {
    return new CheckLine(name, false, detail, reason);
  }

  static CheckLine of(String name, boolean passed, RefusalReason reason, String detail) {
    return new CheckLine(name, passed, detail, reason);
  }
}
