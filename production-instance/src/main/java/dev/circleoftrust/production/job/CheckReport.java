package dev.circleoftrust.production.job;

import java.util.List;
import java.util.Optional;

/**
 * What a prerequisite check found.
 *
 * @param lines every check that was made, in its order
 */
public record CheckReport(List<CheckLine> lines) {
  public CheckReport {
    lines = List.copyOf(lines);
  }

  /** Whether every check holds. */
  public boolean passed() {
    return firstFailed().isEmpty();
  }

  /** The check that decides, where one fails. */
  Optional<CheckLine> firstFailed() {
    return lines.stream().filter(line -> !line.passed()).findFirst();
  }
}
