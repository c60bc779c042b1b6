package dev.circleoftrust.trusted.circle;

import dev.circleoftrust.trusted.action.ActionRefusedException;
import dev.circleoftrust.wire.Bytes;

/** How this instance writes to the topics of its circle. Safe for any number of threads. */
@FunctionalInterface
public interface CirclePublisher {
  /**
   * Sends a record and waits until every replica has it.
   *
   * @throws ActionRefusedException if the broker did not acknowledge it in time; it may arrive all
   *     the same
   */
  void publish(String topic, Bytes key, Bytes value) throws ActionRefusedException;
}
