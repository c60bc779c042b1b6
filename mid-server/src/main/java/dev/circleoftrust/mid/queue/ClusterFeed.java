package dev.circleoftrust.mid.queue;

import dev.circleoftrust.judgement.PartitionMemory;
import dev.circleoftrust.mid.queue.Partitions.Reading;
import dev.circleoftrust.mid.queue.Partitions.Settled;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member's share of the rows that name its cluster. The cluster is a consumer group, and how far
 * its rows are taken is committed there together with what tells production so.
 *
 * <h2>Security</h2>
 *
 * Whatever a member gets anew, also after a restart, it takes over now: nothing tells for certain
 * what another has run meanwhile, so a row that was signed before is answered {@code
 * position-unknown}, and production sends it again. The group's offsets, which are the broker's
 * word, can therefore make nothing run twice on one member.
 */
final class ClusterFeed implements Feed {
  private static final Logger LOGGER = LoggerFactory.getLogger(ClusterFeed.class);

  private final Ground ground;
  private final Poller poller;
  private final Group group;
  private final Attempts attempts;
  private final BiConsumer<TopicPartition, Long> skipping;

  /** Where each partition of the share is to be read on. */
  private final Map<TopicPartition, Long> next = new HashMap<>();

  /**
   * The consumer group of a cluster, for one priority.
   *
   * @param name the group
   * @param member what the MID Server is called in it, also after a restart
   */
  record Group(String name, String member) {}

  /**
   * @param skipping is told of an offset that is passed over unread
   */
  ClusterFeed(
      Ground ground, Group group, Attempts attempts, BiConsumer<TopicPartition, Long> skipping) {
    this.ground = ground;
    this.group = group;
    this.attempts = attempts;
    this.skipping = skipping;
    this.poller = new Poller(ground.consumer());
  }

  @Override
  public void begin() {
    ground
        .consumer()
        .unsubscribe(); // it may have read back results, from a partition given by hand
    ground
        .consumer()
        .subscribe(
            List.of(ground.output().name()),
            new ConsumerRebalanceListener() {
              @Override
              public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
                revoked.forEach(ground.intake()::leave);
                revoked.forEach(next::remove);
              }

              @Override
              public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
                assigned.forEach(ClusterFeed.this::takeOver);
              }
            });
  }

  @Override
  public List<ConsumerRecord<byte[], byte[]>> poll(Duration patience, boolean held) {
    if (!held && attempts.isCareful()) {
      List.copyOf(next.keySet()).forEach(this::note);
    }
    List<ConsumerRecord<byte[], byte[]>> fetched =
        held || attempts.isCareful() ? poller.poll(patience, held) : poller.gather(patience);
    // What was gathered before the group took its partition away is another member's.
    fetched.removeIf(
        record -> !next.containsKey(new TopicPartition(record.topic(), record.partition())));
    fetched.forEach(record ->
        next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1));
    if (!held) {
      attempts.fetched(fetched.size());
    }
    return fetched;
  }

  @Override
  public void wake() {
    poller.wake();
  }

  @Override
  public Outbox.Taken taken(Iterable<ConsumerRecord<byte[], byte[]>> fetched) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : fetched) {
      offsets.put(
          new TopicPartition(record.topic(), record.partition()),
          new OffsetAndMetadata(record.offset() + 1));
    }
    return new Outbox.Taken(offsets, ground.consumer().groupMetadata());
  }

  @Override
  public long lag() {
    return poller.lag();
  }

  /** A static member is missed for some seconds only after its death: here it says so. */
  @Override
  public void leave() {
    ground.topics().removeMember(group.name(), group.member());
  }

  private void takeOver(TopicPartition partition) {
    var now = ground.desk().surroundings().clock().instant();
    LOGGER.atInfo().addKeyValue("partition", partition).log("a share of the cluster is taken over");
    ground
        .intake()
        .resume(
            new Reading(
                partition.topic(),
                partition.partition(),
                ground.output().id(),
                0, // the group's offset decides where to read; the time decides what may run
                ground.topics().end(partition),
                new PartitionMemory.TakenOver(now),
                Settled.nothing(AnswerSeed.of(ground.desk().surroundings().ids().get())),
                Optional.empty()));
    next.put(partition, ground.topics().committed(group.name(), partition));
    note(partition);
  }

  /** Notes what is about to be fetched; passes over what ended processes before. */
  private void note(TopicPartition partition) {
    long at = next.getOrDefault(partition, 0L);
    if (at < ground.topics().end(partition) && !attempts.mayFetch(partition, at)) {
      skipping.accept(partition, at);
      next.put(partition, at + 1);
      ground.consumer().seek(partition, at + 1);
    }
  }
}
