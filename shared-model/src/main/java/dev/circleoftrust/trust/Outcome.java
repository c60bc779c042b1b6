package dev.circleoftrust.trust;

/** What became of an item that was applied to a state. */
public sealed interface Outcome {
  /**
   * The item is part of the log.
   *
   * @param state the state after it
   */
  record Applied(CircleState state) implements Outcome {}

  /**
   * The item is skipped; the state stays as it was.
   *
   * @param reason the first check that failed
   * @param detail for the operator; holds nothing of the item's payload and is not stable
   */
  record Refused(LogRefusal reason, String detail) implements Outcome {}
}
