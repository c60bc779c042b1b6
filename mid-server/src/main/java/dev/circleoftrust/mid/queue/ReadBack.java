package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.InboundMessage;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads what this MID Server has committed to its own topic of results, so that no row is answered
 * twice: a process may have died, or a broker failed to say so, after a commit.
 */
final class ReadBack {
  private static final Duration POLL = Duration.ofMillis(200);

  /** Longer than any transaction of this MID Server may be open and hide what follows it. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition results;

  /** With a consumer of its own, which sees only what is committed. */
  ReadBack(Consumer<byte[], byte[]> consumer, TopicPartition results) {
    this.consumer = consumer;
    this.results = results;
  }

  /**
   * The sys_ids of the inputs from {@code mark} to {@code end}.
   *
   * @param mark where to begin; where the topic has been made anew, or has lost it, its beginning
   * @param end where the topic ends, whether or not what stands there is committed yet
   * @throws TimeoutException if the end cannot be reached
   */
  Set<SysId> committed(long mark, long end) {
    consumer.assign(List.of(results));
    long first = consumer.beginningOffsets(List.of(results), PATIENCE).getOrDefault(results, 0L);
    consumer.seek(results, mark < first || mark > end ? first : mark);
    var found = new HashSet<SysId>();
    long begun = System.nanoTime();
    while (consumer.position(results, PATIENCE) < end) {
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new TimeoutException("results that were committed before cannot be read");
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        sysId(record).ifPresent(found::add);
      }
    }
    return found;
  }

  /** Nothing where it is no input: others may have written here. */
  private static Optional<SysId> sysId(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(InboundMessage.parse(Bytes.copyOf(record.value())).ecc().sysId());
    } catch (MalformedException _) {
      return Optional.empty();
    }
  }
}
