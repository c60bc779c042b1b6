package dev.circleoftrust.trusted.export;

import dev.circleoftrust.statement.IssuerName;
import dev.circleoftrust.statement.Validity;
import dev.circleoftrust.trusted.action.ActionRefusedException;
import java.time.InstantSource;

/**
 * What every export goes by.
 *
 * @param issuer this instance's name in the circle
 * @param window how long an export may be executed
 * @param clock when it is exported
 */
public record Terms(IssuerName issuer, ValidityWindow window, InstantSource clock) {
  /** The window of what is exported now. */
  Validity validity() throws ActionRefusedException {
    return window.from(clock.instant());
  }
}
