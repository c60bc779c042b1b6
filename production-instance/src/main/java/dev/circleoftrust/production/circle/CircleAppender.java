package dev.circleoftrust.production.circle;

import dev.circleoftrust.trust.LogItem;
import org.apache.kafka.common.KafkaException;

/** Appends to the circle log. */
@FunctionalInterface
public interface CircleAppender {
  /**
   * Returns once the broker has the item.
   *
   * @throws KafkaException if it may not have it
   */
  void append(LogItem item) throws InterruptedException;
}
