package dev.circleoftrust.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.circleoftrust.batch.BatchProof;
import dev.circleoftrust.batch.BatchRecord;
import dev.circleoftrust.batch.BatchStatement;
import dev.circleoftrust.batch.NotProvenException;
import dev.circleoftrust.batch.Proven;
import dev.circleoftrust.batch.VerifiedBatch;
import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.keys.KeyPurpose;
import dev.circleoftrust.production.channel.ChannelState;
import dev.circleoftrust.production.channel.RunOrder;
import dev.circleoftrust.production.channel.SpoiledRow;
import dev.circleoftrust.production.dispatch.Gathering;
import dev.circleoftrust.production.refusal.RefusalReason;
import dev.circleoftrust.production.refusal.RefusedException;
import dev.circleoftrust.runtime.kafka.LogRecord;
import dev.circleoftrust.runtime.kafka.Sending;
import dev.circleoftrust.runtime.kafka.Topics;
import dev.circleoftrust.runtime.load.LoadRow;
import dev.circleoftrust.runtime.load.Mix;
import dev.circleoftrust.runtime.load.Spoiling;
import dev.circleoftrust.trust.TrustedKey;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.Sha256;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows made in memory, on their way to a real broker. */
class ChannelIT {
  @TempDir private Path folder;
  private TestBroker broker;
  private ChannelBench bench;

  @BeforeEach
  void start() throws Exception {
    broker = new TestBroker(folder.resolve("broker"));
    bench =
        new ChannelBench(
            folder,
            TestKey.named("notarization"),
            broker.clients,
            Gathering.DEFAULT,
            Sending.GATHERED);
  }

  @AfterEach
  void stop() {
    bench.close();
    broker.close();
  }

  @Test
  void everyRowLeavesOnceProvenAtItsPlaceInAllPartitionsInTurn() throws Exception {
    bench.circle.turnOn();
    Topics.ensure(broker.clients, List.of(Topics.cluster(ChannelBench.topic(Priority.STANDARD))));

    var _ = bench.channel.start(ChannelBench.order(20_000));
    ChannelState end = bench.awaitEnd();

    assertThat(end.made()).isEqualTo(20_000);
    assertThat(end.acknowledged()).isEqualTo(20_000);
    assertThat(end.problem()).isEmpty();
    assertThat(end.bytes()).isPositive();
    List<LogRecord> records = ChannelBench.read(broker.clients);
    assertThat(indexes(records)).hasSize(20_000).hasSize(records.size());
    for (LogRecord record : records) {
      assertThat(record.value()).satisfies(value -> assertThat(value.size()).isEqualTo(400));
      var _ = proven(record);
    }
    assertThat(records.stream().map(LogRecord::place).collect(Collectors.toSet())).hasSize(6 + 2);
  }

  @Test
  void rowsSayWhatTheyAreAndAsUrgentAsTheMix() throws Exception {
    var _ = bench.channel.start(ChannelBench.order(2_000));
    var _ = bench.awaitEnd();

    for (LogRecord record : ChannelBench.read(broker.clients)) {
      var message = OutboundMessage.parse(Objects.requireNonNull(record.value()));
      LoadRow row = LoadRow.parse(message.ecc().sysId().value());
      assertThat(row.run()).isEqualTo(1);
      assertThat(record.key()).isEqualTo(Bytes.ofUtf8(message.ecc().sysId().value()));
      assertThat(message.ecc().priority())
          .isEqualTo(Mix.DEFAULT.of(ChannelBench.SEED, row.index()));
      assertThat(record.topic()).isEqualTo(ChannelBench.topic(message.ecc().priority()));
    }
  }

  @Test
  void nothingIsSignedWhileCodeSigningIsOff() throws Exception {
    var _ = bench.channel.start(ChannelBench.spoiled(ChannelBench.order(5_000), 0.5));
    var _ = bench.awaitEnd();

    assertThat(bench.spoiled).isEmpty();
    assertThat(ChannelBench.read(broker.clients))
        .hasSize(5_000)
        .allMatch(record -> record.headers().isEmpty());
  }

  @Test
  void turningOnDuringARunSignsWhatLeavesFromThenOn() throws Exception {
    var _ = bench.channel.start(ChannelBench.paced(ChannelBench.order(0), 20_000, 0));
    var _ = bench.await(state -> state.acknowledged() > 1_000);
    bench.circle.turnOn();
    long from = bench.channel.state().made();
    var _ = bench.await(state -> state.acknowledged() > from + 5_000);
    bench.circle.turnOff();
    long to = bench.channel.state().made();
    var _ = bench.await(state -> state.acknowledged() > to + 5_000);
    ChannelState end = bench.channel.stop();

    assertThat(end.running()).isFalse();
    assertThat(end.acknowledged()).isEqualTo(end.made());
    List<LogRecord> records = ChannelBench.read(broker.clients);
    assertThat(indexes(records)).hasSize((int) end.made()).hasSize(records.size());
    assertThat(indexes(records.stream().filter(ChannelIT::isSigned).toList()))
        .contains(from + 2_500)
        .doesNotContain(0L, end.made() - 1);
  }

  @Test
  void spoiledRowsAreThoseOfTheSeedAndStandWhereItIsSaid() throws Exception {
    bench.circle.turnOn();

    var _ = bench.channel.start(ChannelBench.spoiled(ChannelBench.order(10_000), 0.1));
    ChannelState end = bench.awaitEnd();
    bench.spoiled.addAll(end.spoiled());

    Map<String, Long> refused = new HashMap<>();
    for (LogRecord record : ChannelBench.read(broker.clients)) {
      try {
        var _ = proven(record);
      } catch (NotProvenException _) {
        refused.put(
            "%s/%d/%d".formatted(record.topic(), record.place().partition(), record.offset()),
            index(record));
      }
    }
    var expected = new Spoiling(ChannelBench.SEED, 0.1);
    Map<String, Long> told = new HashMap<>();
    for (SpoiledRow row : Set.copyOf(bench.spoiled)) {
      assertThat(expected.of(row.index())).isEqualTo(row.kind()).isNotEqualTo(Spoiling.Kind.NONE);
      told.put(row.place(), row.index());
    }
    assertThat(told).isEqualTo(refused);
    assertThat(told.size()).isBetween(900, 1_100);
  }

  @Test
  void noMoreIsMadeThanTheWindowLets() throws Exception {
    var _ = bench.channel.start(ChannelBench.paced(ChannelBench.order(3_000), 0, 1_000));
    assertThat(bench.await(state -> state.acknowledged() == 1_000).made()).isEqualTo(1_000);
    var _ = bench.channel.completed(1_500);
    assertThat(bench.await(state -> state.acknowledged() == 2_500).made()).isEqualTo(2_500);
    var _ = bench.channel.completed(2_900);
    assertThat(bench.awaitEnd().acknowledged()).isEqualTo(3_000);
  }

  @Test
  void aRunIsRefusedWhileAnotherGoesOnAndForAgentsOfTheQueue() throws Exception {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(bench.channel::state)
        .matches(e -> e.reason() == RefusalReason.WRONG_STATE);
    RunOrder order = ChannelBench.paced(ChannelBench.order(0), 1_000, 0);
    var _ = bench.channel.start(order);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> bench.channel.start(order))
        .matches(e -> e.reason() == RefusalReason.WRONG_STATE);
    assertThat(bench.channel.stop().running()).isFalse();
    var queue =
        new RunOrder(List.of(new AgentName("mid-1")), 2, 1, 0, 0, 400, Mix.DEFAULT, Spoiling.NONE);
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> bench.channel.start(queue));
    var small =
        new RunOrder(List.of(ChannelBench.AGENT), 2, 1, 0, 0, 100, Mix.DEFAULT, Spoiling.NONE);
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> bench.channel.start(small))
        .withMessageContaining("size is at least");
  }

  @Test
  void aBrokerThatRestartsUnderLoadLosesNothingAndNothingOvertakes() throws Exception {
    bench.circle.turnOn();
    var _ = bench.channel.start(ChannelBench.paced(ChannelBench.order(60_000), 10_000, 0));
    var _ = bench.await(state -> state.acknowledged() > 5_000);
    broker.close();
    var _ = bench.await(state -> state.made() > state.acknowledged() + 1_000);
    broker = broker.again(folder.resolve("broker"));

    ChannelState end = bench.awaitEnd();

    assertThat(end.acknowledged()).isEqualTo(60_000);
    List<LogRecord> records = ChannelBench.read(broker.clients);
    assertThat(indexes(records)).hasSize(60_000);
    Map<TopicPartition, Long> last = new HashMap<>();
    for (LogRecord record : records) {
      long sequence = proven(record).sequence();
      assertThat(sequence).isGreaterThan(last.getOrDefault(record.place(), -1L));
      last.put(record.place(), sequence);
    }
  }

  private Proven proven(LogRecord record) throws NotProvenException {
    var batch =
        VerifiedBatch.verify(
            header(record, BatchStatement.HEADER),
            bench.circle.state().circle(),
            key -> bench.circle.state().key(key, KeyPurpose.NOTARIZATION).map(TrustedKey::key));
    return batch
        .prover(new Sha256())
        .prove(
            header(record, BatchProof.HEADER),
            new BatchRecord(
                record.topic(),
                record.place().partition(),
                record.key(),
                Objects.requireNonNull(record.value())));
  }

  private static Bytes header(LogRecord record, String name) {
    List<LogRecord.Header> found =
        record.headers().stream().filter(header -> header.name().equals(name)).toList();
    assertThat(found).hasSize(1);
    return Objects.requireNonNull(found.getFirst().value());
  }

  private static boolean isSigned(LogRecord record) {
    return !record.headers().isEmpty();
  }

  private static Set<Long> indexes(List<LogRecord> records) {
    return records.stream().map(ChannelIT::index).collect(Collectors.toCollection(HashSet::new));
  }

  private static long index(LogRecord record) {
    try {
      return LoadRow.parse(Objects.requireNonNull(record.key()).toUtf8()).index();
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }
}
