package dev.circleoftrust.runtime.kafka;

import org.apache.kafka.common.KafkaException;

/**
 * A topic has another number of partitions than it must have, so that no order would hold in it.
 * Only an operator can mend that: the topic has to be removed, and is made anew.
 */
public final class WrongPartitionsException extends KafkaException {
  private static final long serialVersionUID = 1L;

  private final String topic;

  WrongPartitionsException(String topic, int partitions, int wanted) {
    super("the topic %s has %d partitions, not %d".formatted(topic, partitions, wanted));
    this.topic = topic;
  }

  /** The topic's name. */
  public String topic() {
    return topic;
  }
}
