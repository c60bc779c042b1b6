package dev.circleoftrust.simulator.load.account;

import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.runtime.load.Spoiling;

/** For which reason a record must be refused that was spoiled in a certain way. */
final class Refusals {
  private Refusals() {}

  /** The stable code of the reason; none fits a kind that is not known. */
  static String expected(String kind) {
    for (Spoiling.Kind known : Spoiling.Kind.values()) {
      if (known.word().equals(kind)) {
        return switch (known) {
          case NONE -> "";
          case ALTERED_VALUE, WRONG_TOPIC -> RejectionReason.BATCH_PROOF_INVALID.code();
          case UNKNOWN_BATCH -> RejectionReason.BATCH_KEY_NOT_TRUSTED.code();
        };
      }
    }
    return "";
  }
}
