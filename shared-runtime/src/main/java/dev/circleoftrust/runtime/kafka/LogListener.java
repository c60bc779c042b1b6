package dev.circleoftrust.runtime.kafka;

import org.apache.kafka.common.TopicPartition;

/** Takes what a {@link LogFollower} reads; called by the follower's one thread. */
public interface LogListener {
  /**
   * Takes one record. Whatever is wrong with the record is the listener's to judge; an exception
   * says that the listener itself cannot go on just now, and the same record comes again later.
   */
  void received(LogRecord record);

  /**
   * The log has no record at the offset that comes next: it was cut, made anew, or its retention
   * has passed. For whoever keeps a verified state this is an attack until shown otherwise.
   *
   * @param place the topic and the partition
   * @param wanted the offset that comes next
   * @param first the first offset that there is
   * @param end the offset that the next record will have
   * @return from where to go on
   */
  long outOfRange(TopicPartition place, long wanted, long first, long end);
}
