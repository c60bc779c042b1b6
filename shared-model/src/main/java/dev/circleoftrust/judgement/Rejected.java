package dev.circleoftrust.judgement;

import java.util.List;

/**
 * The record must not be acted upon.
 *
 * @param reason the first check that failed
 * @param detail for the operator; holds no payload and is not stable
 * @param passed the checks that held before it, in their order
 */
public record Rejected(RejectionReason reason, String detail, List<Check> passed)
    implements Verdict {
  public Rejected {
    passed = List.copyOf(passed);
  }
}
