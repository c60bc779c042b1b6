package dev.circleoftrust.mid.queue;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.judgement.PartitionMemory;
import dev.circleoftrust.mid.queue.Partitions.Reading;
import dev.circleoftrust.mid.queue.Steps.Step;
import dev.circleoftrust.record.SysId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lane between two failures. For one thread. */
final class LaneSession {
  private static final Logger LOGGER = LoggerFactory.getLogger(LaneSession.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** How often the broker is asked whether the topic is still the same. */
  private static final Duration LOOK = Duration.ofSeconds(30);

  /** How many open rows are worked off at a time after a start. */
  private static final int CHUNK = 500;

  private final Desk desk;
  private final TopicLookup topics;
  private final Route route;
  private final Consumer<byte[], byte[]> consumer;
  private final Refusals refusals;
  private final Intake intake;
  private final RowWork work;
  private long looked = System.nanoTime();

  /**
   * Where rows come from, and where their results go.
   *
   * @param priority of the rows
   * @param output the topic of the rows
   * @param results the one partition of the results
   */
  record Route(Priority priority, TopicLookup.Topic output, TopicPartition results) {
    /**
     * Looks the topics up.
     *
     * @throws TopicMissingException if one is not on the broker
     */
    static Route find(TopicLookup topics, AgentName agent, Priority priority) {
      var input = topics.find(new EccTopics.Input(agent).topic());
      var _ = topics.find(EccTopics.QUARANTINE);
      var output = topics.find(new EccTopics.Output(agent, priority).topic());
      return new Route(priority, output, input.partitions().getFirst());
    }
  }

  LaneSession(
      Desk desk,
      TopicLookup topics,
      Route route,
      Outbox outbox,
      Consumer<byte[], byte[]> consumer) {
    this.desk = desk;
    this.topics = topics;
    this.route = route;
    this.consumer = consumer;
    this.refusals = new Refusals(desk.circle(), desk.verdicts());
    this.intake = new Intake(desk, refusals);
    var surroundings = desk.surroundings();
    AgentName agent = desk.judge().agent();
    var mail =
        new Mail(
            outbox,
            new Answers(agent, surroundings.clock(), surroundings.ids()),
            new Quarantine(agent, surroundings.clock(), desk.verdicts()),
            desk.journal(),
            new Mail.Lane(route.output().name(), surroundings.steps()));
    this.work = new RowWork(desk, route.priority(), refusals, mail);
  }

  /**
   * Gives every row that the journal holds its one result, then stands where the partitions were
   * left.
   */
  void recover() {
    String topic = route.output().name();
    List<Entry> open = desk.journal().open(topic);
    long end = topics.end(route.results());
    if (!open.isEmpty()) {
      Set<SysId> committed =
          new ReadBack(consumer, route.results()).committed(desk.journal().mark(topic), end);
      List<Pending> left = new Recovery(desk, refusals).resume(open, committed);
      LOGGER
          .atInfo()
          .addKeyValue("open", open.size())
          .addKeyValue("answered", open.size() - left.size())
          .log("rows of the journal are taken up again");
      for (int at = 0; at < left.size(); at += CHUNK) {
        work.settle(left.subList(at, Math.min(left.size(), at + CHUNK)));
      }
    }
    desk.journal().answered(topic, open, end);
    consumer.assign(route.output().partitions());
    route.output().partitions().forEach(this::resume);
  }

  /** True while the topic is the one that the session began with. */
  boolean isCurrent() {
    if (System.nanoTime() - looked < LOOK.toNanos()) {
      return true;
    }
    looked = System.nanoTime();
    desk.journal()
        .forgetRanBefore(desk.surroundings().clock().instant().minus(desk.judge().maxRecordAge()));
    return topics.find(route.output().name()).equals(route.output());
  }

  /**
   * Fetches rows and works them off.
   *
   * @param held true where none are to be fetched
   */
  void turn(boolean held) {
    if (held) {
      consumer.pause(consumer.assignment());
    } else {
      consumer.resume(consumer.paused());
    }
    ConsumerRecords<byte[], byte[]> fetched = consumer.poll(POLL);
    if (!fetched.isEmpty()) {
      List<Pending> rows = intake.take(fetched);
      desk.surroundings().steps().reached(Step.RECEIVED);
      work.settle(rows);
    }
  }

  private void resume(TopicPartition partition) {
    Reading reading = reading(partition);
    desk.journal().partitions().remember(reading);
    intake.resume(reading);
    consumer.seek(partition, reading.nextOffset());
  }

  private Reading reading(TopicPartition partition) {
    Optional<Reading> known =
        desk.journal().partitions().find(partition.topic(), partition.partition());
    long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    long end = topics.end(partition);
    String id = route.output().id();
    if (known.isPresent() && known.get().topicId().equals(id)) {
      return known.get().between(first, end);
    }
    Instant now = desk.surroundings().clock().instant();
    PartitionMemory memory =
        known.map(Reading::memory).orElseGet(() -> new PartitionMemory.TakenOver(now));
    LOGGER
        .atWarn()
        .addKeyValue("partition", partition)
        .addKeyValue("end", end)
        .log(known.isPresent() ? "the topic was made anew" : "a partition is taken over");
    return new Reading(partition.topic(), partition.partition(), id, first, end, memory);
  }
}
