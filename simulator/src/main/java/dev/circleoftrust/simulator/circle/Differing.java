package dev.circleoftrust.simulator.circle;

import dev.circleoftrust.simulator.client.RefusedException;

/** The comparison that a person makes between what two instances show. */
final class Differing {
  private Differing() {}

  /**
   * The fingerprint that both show.
   *
   * @throws RefusedException with the reason {@code fingerprints-differ}
   */
  static String require(String one, String other) throws RefusedException {
    if (one.isEmpty() || !one.equals(other)) {
      throw new RefusedException(
          "the fingerprints differ: %s and %s; somebody changed it on the way"
              .formatted(one, other),
          "fingerprints-differ");
    }
    return one;
  }
}
