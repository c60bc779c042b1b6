package dev.circleoftrust.mid.queue;

import dev.circleoftrust.judgement.PartitionMemory;
import dev.circleoftrust.mid.queue.Partitions.Reading;
import dev.circleoftrust.mid.queue.Partitions.Settled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows that name the MID Server itself. Nobody else reads them: it stands where its own disk
 * says, in no consumer group.
 */
final class OwnFeed implements Feed {
  private static final Logger LOGGER = LoggerFactory.getLogger(OwnFeed.class);

  private final Ground ground;
  private final Attempts attempts;
  private final BiConsumer<TopicPartition, Long> skipping;
  private final Poller poller;

  /**
   * @param skipping is told of an offset that is passed over unread
   */
  OwnFeed(Ground ground, Attempts attempts, BiConsumer<TopicPartition, Long> skipping) {
    this.ground = ground;
    this.attempts = attempts;
    this.skipping = skipping;
    this.poller = new Poller(ground.consumer());
  }

  @Override
  public void begin() {
    ground.consumer().assign(ground.output().partitions());
    ground.output().partitions().forEach(this::resume);
  }

  @Override
  public List<ConsumerRecord<byte[], byte[]>> poll(Duration patience, boolean held) {
    if (held) {
      return poller.poll(patience, true);
    }
    if (attempts.isCareful()) {
      ground.output().partitions().forEach(this::note);
    }
    List<ConsumerRecord<byte[], byte[]>> fetched =
        attempts.isCareful() ? poller.poll(patience, false) : poller.gather(patience);
    attempts.fetched(fetched.size());
    return fetched;
  }

  @Override
  public void wake() {
    poller.wake();
  }

  @Override
  public Outbox.@Nullable Taken taken(Iterable<ConsumerRecord<byte[], byte[]>> fetched) {
    return null; // the MID Server's own disk knows how far it is
  }

  @Override
  public long lag() {
    return poller.lag();
  }

  @Override
  public void leave() {} // nobody waits for it

  private void resume(TopicPartition partition) {
    stand(partition, reading(partition));
    note(partition);
  }

  /** Notes what is about to be fetched; passes over what ended processes before. */
  private void note(TopicPartition partition) {
    Reading reading =
        ground.intake().reading(partition).orElseThrow(() -> new IllegalStateException("no place"));
    if (reading.nextOffset() < ground.topics().end(partition)
        && !attempts.mayFetch(partition, reading.nextOffset())) {
      skipping.accept(partition, reading.nextOffset());
      stand(partition, reading.skipping());
    }
  }

  private void stand(TopicPartition partition, Reading reading) {
    ground.desk().journal().partitions().remember(reading);
    ground.intake().resume(reading);
    ground.consumer().seek(partition, reading.nextOffset());
  }

  private Reading reading(TopicPartition partition) {
    Optional<Reading> known =
        ground.desk().journal().partitions().find(partition.topic(), partition.partition());
    long first = ground.consumer().beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    long end = ground.topics().end(partition);
    String id = ground.output().id();
    if (known.isPresent() && known.get().topicId().equals(id)) {
      return known.get().between(first, end);
    }
    Instant now = ground.desk().surroundings().clock().instant();
    PartitionMemory memory =
        known.map(Reading::memory).orElseGet(() -> new PartitionMemory.TakenOver(now));
    LOGGER
        .atWarn()
        .addKeyValue("partition", partition)
        .addKeyValue("end", end)
        .log(known.isPresent() ? "the topic was made anew" : "a partition is taken over");
    return new Reading(
        partition.topic(),
        partition.partition(),
        id,
        first,
        end,
        memory,
        Settled.nothing(AnswerSeed.of(ground.desk().surroundings().ids().get())),
        known.flatMap(Reading::opening));
  }
}
