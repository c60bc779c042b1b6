package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.InboundMessage;
import dev.circleoftrust.ecc.QueueProcessing;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
  private final AgentName host;

  /**
   * With a consumer of its own, which sees only what is committed.
   *
   * @param host the MID Server, which may share the topic with other members of its cluster
   */
  ReadBack(Consumer<byte[], byte[]> consumer, TopicPartition results, AgentName host) {
    this.consumer = consumer;
    this.results = results;
    this.host = host;
  }

  /**
   * What is looked for.
   *
   * @param inputs sys_ids of inputs
   * @param seeds of answers that were given at sight
   * @param announcements whether it matters which outputs {@code host} has told to have taken
   */
  record Wanted(Set<SysId> inputs, List<AnswerSeed> seeds, boolean announcements) {
    boolean isNothing() {
      return inputs.isEmpty() && seeds.isEmpty();
    }
  }

  /**
   * What was found.
   *
   * @param inputs which of the sys_ids that were looked for are those of inputs
   * @param answered the highest offset that was answered under each seed
   * @param announced the outputs that {@code host} has told to have taken
   */
  record Found(Set<SysId> inputs, Map<AnswerSeed, Long> answered, Set<SysId> announced) {
    static Found nothing() {
      return new Found(new HashSet<>(), new HashMap<>(), new HashSet<>());
    }

    private void add(ConsumerRecord<byte[], byte[]> record, Wanted wanted, AgentName host) {
      if (record.value() == null || record.key() == null) {
        return;
      }
      try {
        // What a MID Server writes has its sys_id as its key, so that few inputs are read whole.
        add(SysId.parse(Bytes.owned(record.key()).toUtf8()), wanted);
        if (wanted.announcements()) {
          announce(InboundMessage.parse(Bytes.owned(record.value())).ecc(), host);
        }
      } catch (MalformedException _) {
        // No input of ours: others may have written here.
      }
    }

    private void add(SysId input, Wanted wanted) {
      if (wanted.inputs().contains(input)) {
        inputs.add(input);
      }
      for (AnswerSeed seed : wanted.seeds()) {
        seed.offset(input).ifPresent(offset -> answered.merge(seed, offset, Math::max));
      }
    }

    private void announce(EccRecord input, AgentName host) throws MalformedException {
      if (input.topic().equals(QueueProcessing.TOPIC)
          && input.value(EccField.FROM_HOST).equals(host.value())) {
        announced.addAll(QueueProcessing.parse(input.payload()).outputs());
      }
    }
  }

  /**
   * What was committed from {@code mark} to {@code end}.
   *
   * @param mark where to begin; where the topic has been made anew, or has lost it, its beginning
   * @param end where the topic ends, whether or not what stands there is committed yet
   * @throws TimeoutException if the end cannot be reached
   */
  Found committed(Wanted wanted, long mark, long end) {
    consumer.assign(List.of(results));
    long first = consumer.beginningOffsets(List.of(results), PATIENCE).getOrDefault(results, 0L);
    consumer.seek(results, mark < first || mark > end ? first : mark);
    var found = Found.nothing();
    long begun = System.nanoTime();
    while (consumer.position(results, PATIENCE) < end) {
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new TimeoutException("results that were committed before cannot be read");
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        found.add(record, wanted, host);
        begun = System.nanoTime(); // as long as it goes on, it may take its time
      }
    }
    return found;
  }
}
