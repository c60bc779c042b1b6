package dev.circleoftrust.simulator.attack;

import dev.circleoftrust.simulator.client.RefusedException;

/**
 * Something that must not work while Code Signing is on.
 *
 * @param name short, and stable
 * @param title what is tried, for a person
 * @param expected the reason with which it must be refused
 * @param attempt tries it
 */
public record Attack(String name, String title, String expected, Attempt attempt) {
  /** Tries an attack and looks what came of it. */
  @FunctionalInterface
  public interface Attempt {
    /**
     * Tries it.
     *
     * @throws RefusedException if it cannot be tried, or nothing came of it in time
     */
    Outcome on(Target target) throws RefusedException;
  }

  /** Whether this outcome is the refusal that was promised. */
  public boolean isRefusedAsPromised(Outcome outcome) {
    return outcome.refused() && outcome.reason().equals(expected);
  }
}
