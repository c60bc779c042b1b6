package dev.circleoftrust.production;

import dev.circleoftrust.batch.BatchProof;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.batch.LentProof;
import dev.circleoftrust.batch.SharedProofs;
import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.keys.Signer;
import dev.circleoftrust.production.channel.Channel;
import dev.circleoftrust.production.channel.ChannelState;
import dev.circleoftrust.production.channel.RunOrder;
import dev.circleoftrust.production.channel.SpoiledRow;
import dev.circleoftrust.production.dispatch.DispatchMeters;
import dev.circleoftrust.production.dispatch.Gathering;
import dev.circleoftrust.production.ecc.Notarization;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.LogRecord;
import dev.circleoftrust.runtime.kafka.Sending;
import dev.circleoftrust.runtime.load.Mix;
import dev.circleoftrust.runtime.load.Spoiling;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/** A channel on a real circle and a broker that somebody else started. */
final class ChannelBench implements AutoCloseable {
  static final AgentName AGENT = new AgentName("load-1");
  static final long SEED = 7;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final TestCircle circle;
  final Channel channel;
  final List<SpoiledRow> spoiled = new ArrayList<>();

  ChannelBench(Path folder, Signer key, KafkaClients clients, Gathering gathering, Sending sending)
      throws Exception {
    this.circle = new TestCircle(folder, key);
    this.channel =
        Channel.open(
            Set.of(AGENT),
            clients,
            new Notarization(key, circle.production.log::state, InstantSource.system()),
            gathering,
            sending,
            DispatchMeters.of(new SimpleMeterRegistry(), "channel"),
            new Random());
  }

  static RunOrder order(long records) {
    return new RunOrder(List.of(AGENT), 1, records, 0, 0, 400, Mix.DEFAULT, new Spoiling(SEED, 0));
  }

  /** The same run with rows a second, and a window. */
  static RunOrder paced(RunOrder order, double rate, long window) {
    return new RunOrder(
        order.agents(),
        order.run(),
        order.records(),
        rate,
        window,
        order.size(),
        order.mix(),
        order.spoiling());
  }

  /** The same run of which a part is spoiled. */
  static RunOrder spoiled(RunOrder order, double share) {
    return new RunOrder(
        order.agents(),
        order.run(),
        order.records(),
        order.rate(),
        order.window(),
        order.size(),
        order.mix(),
        new Spoiling(SEED, share));
  }

  /** Asks until the run is as far. */
  ChannelState await(Predicate<ChannelState> wanted) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      ChannelState state = channel.state();
      spoiled.addAll(state.spoiled());
      if (wanted.test(state)) {
        return state;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("the channel is %s".formatted(state));
      }
      Thread.sleep(1);
    }
  }

  ChannelState awaitEnd() throws Exception {
    return await(state -> !state.running());
  }

  static String topic(Priority priority) {
    return new EccTopics.Output(AGENT, priority).topic();
  }

  /**
   * All that stands in the topics of the agent, those of a partition in their order, with the proof
   * that they bear or share.
   */
  static List<LogRecord> read(KafkaClients clients) {
    var records = new ArrayList<LogRecord>();
    try (var consumer = clients.consumer("test")) {
      var places = new ArrayList<TopicPartition>();
      for (Priority priority : Priority.values()) {
        consumer
            .partitionsFor(topic(priority))
            .forEach(part -> places.add(new TopicPartition(part.topic(), part.partition())));
      }
      consumer.assign(places);
      consumer.seekToBeginning(places);
      var ends = consumer.endOffsets(places);
      var proofs = new HashMap<TopicPartition, SharedProofs>();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (places.stream()
          .anyMatch(place -> consumer.position(place) < ends.getOrDefault(place, 0L))) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("the end of the topics is not reached");
        }
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(found -> {
              LogRecord record = LogRecord.of(found);
              records.add(
                  completed(
                      record, proofs.computeIfAbsent(record.place(), _ -> new SharedProofs())));
            });
      }
    }
    return records;
  }

  private static LogRecord completed(LogRecord record, SharedProofs proofs) {
    Optional<LentProof> lent =
        proofs.read(name ->
            record.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(header -> Objects.requireNonNull(header.value()))
                .toList());
    return lent.map(proof -> with(record, proof)).orElse(record);
  }

  private static LogRecord with(LogRecord record, LentProof proof) {
    return new LogRecord(
        record.place(),
        record.offset(),
        record.key(),
        record.value(),
        List.of(
            new LogRecord.Header(BatchStatement.HEADER, proof.statement()),
            new LogRecord.Header(BatchProof.HEADER, proof.proof())));
  }

  @Override
  public void close() {
    channel.close();
    circle.close();
  }
}
