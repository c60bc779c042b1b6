package dev.circleoftrust.mid.queue;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Where the rows of a session come from. For one thread. */
interface Feed {
  /**
   * What a feed stands on.
   *
   * @param desk the lane's
   * @param topics asks the broker
   * @param output the topic of the rows
   * @param consumer reads it
   * @param intake is told where reading begins
   */
  record Ground(
      Desk desk,
      TopicLookup topics,
      TopicLookup.Topic output,
      Consumer<byte[], byte[]> consumer,
      Intake intake) {}

  /** Stands where rows are to be read on. */
  void begin();

  /**
   * Fetches rows; waits for them at most as long as {@code patience}, or until it is woken.
   *
   * @param held true where none are to be fetched
   */
  List<ConsumerRecord<byte[], byte[]>> poll(Duration patience, boolean held);

  /** Ends the waiting of {@link #poll} within milliseconds, from any thread. */
  void wake();

  /** What is to be committed with the announcement of {@code fetched}; absent where nothing is. */
  Outbox.@Nullable Taken taken(Iterable<ConsumerRecord<byte[], byte[]>> fetched);

  /** How many rows stand on the topic that were not fetched yet, as far as that is known. */
  long lag();

  /** Lets go of what it stands on, for good: others may take it over at once. */
  void leave();
}
