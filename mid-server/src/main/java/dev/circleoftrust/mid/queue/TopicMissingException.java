package dev.circleoftrust.mid.queue;

/** A topic that a lane needs is not on the broker yet. */
final class TopicMissingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TopicMissingException(String topic) {
    super(topic);
  }
}
