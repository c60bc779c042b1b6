package dev.circleoftrust.runtime.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.circleoftrust.broker.BrokerPorts;
import dev.circleoftrust.broker.EmbeddedBroker;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.wire.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LogFollowerIT {
  private static final TopicPartition CIRCLE = Topics.single(EccTopics.CIRCLE);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private EmbeddedBroker broker;
  private KafkaClients clients;
  private final Seen seen = new Seen();

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.start(folder.resolve("kafka"), BrokerPorts.FREE);
    clients = new KafkaClients(KafkaConnection.plaintext(broker.bootstrapServers()));
    Topics.ensure(clients, List.of(Topics.circle(), Topics.checkpoints(), Topics.updateSets()));
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void readsFromTheBeginningAndKnowsWhenItHasCaughtUp() throws Exception {
    send("a", "b", "c");
    try (var follower = follow(0)) {
      assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();
      assertThat(seen.values()).containsExactly("a", "b", "c");
      assertThat(seen.records).extracting(LogRecord::offset).containsExactly(0L, 1L, 2L);
      send("d");
      await().atMost(PATIENCE).until(() -> seen.records.size() == 4);
      assertThat(follower.state()).isEqualTo(new FollowerState(true, 4, ""));
    }
    try (var again = follow(3)) {
      assertThat(again.awaitCaughtUp(PATIENCE)).isTrue();
      assertThat(seen.values()).containsExactly("a", "b", "c", "d", "d");
    }
  }

  @Test
  void handsOnWhatIsNoMessageAtAll() throws Exception {
    try (var producer = clients.producer("test", Sending.AT_ONCE);
        var follower = follow(0)) {
      var tombstone = new ProducerRecord<byte[], byte[]>(EccTopics.CIRCLE, 0, null, null);
      tombstone.headers().add("h", new byte[] {1}).add("h", null);
      producer.send(tombstone).get(20, TimeUnit.SECONDS);
      await().atMost(PATIENCE).until(() -> seen.records.size() == 1);
      LogRecord record = seen.records.getFirst();
      assertThat(record.key()).isNull();
      assertThat(record.value()).isNull();
      assertThat(record.headers())
          .containsExactly(
              new LogRecord.Header("h", Bytes.copyOf(new byte[] {1})),
              new LogRecord.Header("h", null));
      assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();
    }
  }

  @Test
  void aListenerThatFailsGetsTheSameRecordAgain() throws Exception {
    send("a", "b");
    seen.failures.set(3);
    try (var follower = follow(0)) {
      assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();
      assertThat(seen.values()).containsExactly("a", "b");
    }
  }

  @Test
  void outlivesARestartOfTheBrokerAndMissesNothing() throws Exception {
    send("before");
    try (var follower = follow(0)) {
      assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();
      BrokerPorts ports = broker.ports();
      broker.close();
      await().atMost(PATIENCE).until(() -> !follower.state().caughtUp());
      assertThat(follower.state().problem()).isNotEmpty();
      broker = EmbeddedBroker.start(folder.resolve("kafka"), ports);
      send("after");
      await().atMost(PATIENCE).until(() -> follower.state().caughtUp());
      await().atMost(PATIENCE).until(() -> seen.records.size() == 2);
      assertThat(seen.values()).containsExactly("before", "after");
    }
  }

  @Test
  void aCutLogIsReportedNotPassedOver() throws Exception {
    send("a", "b", "c");
    try (var admin = clients.admin("test")) {
      admin
          .deleteRecords(Map.of(CIRCLE, RecordsToDelete.beforeOffset(2)))
          .all()
          .get(20, TimeUnit.SECONDS);
    }
    try (var follower = follow(0)) {
      assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();
      assertThat(seen.gaps).containsExactly("cot.circle-0 wanted 0 of 2 to 3");
      assertThat(seen.values()).containsExactly("c");
    }
    try (var follower = follow(50)) {
      assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();
      assertThat(seen.gaps).last().isEqualTo("cot.circle-0 wanted 50 of 2 to 3");
    }
  }

  @Test
  void onlyWhatWasCommittedIsSeen() throws Exception {
    try (var producer = clients.transactionalProducer("test", "test-1", Sending.AT_ONCE)) {
      producer.initTransactions();
      producer.beginTransaction();
      var _ = producer.send(record("aborted"));
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      var _ = producer.send(record("committed"));
      producer.commitTransaction();
    }
    try (var follower = follow(0)) {
      assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();
      assertThat(seen.values()).containsExactly("committed");
    }
  }

  @Test
  void topicsAreMadeOnceAndAsTheyHaveToBe() throws Exception {
    Topics.ensure(clients, List.of(Topics.circle(), Topics.checkpoints(), Topics.updateSets()));
    try (var admin = clients.admin("test")) {
      var circle = new ConfigResource(ConfigResource.Type.TOPIC, EccTopics.CIRCLE);
      var configs = admin.describeConfigs(List.of(circle)).all().get(20, TimeUnit.SECONDS);
      var config = configs.values().iterator().next();
      assertThat(config.get("retention.ms").value()).isEqualTo("-1");
      assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
      var wrong = new NewTopic("cot.ecc.wrong", Optional.of(3), Optional.empty());
      admin.createTopics(List.of(wrong)).all().get(20, TimeUnit.SECONDS);
    }
    assertThatThrownBy(() -> Topics.ensure(clients, List.of(Topics.ecc("cot.ecc.wrong"))))
        .isInstanceOf(KafkaException.class)
        .hasMessage("the topic cot.ecc.wrong has 3 partitions, not 1");
  }

  @Test
  void anUpdateSetOfTwentyMegabytesTravels() throws Exception {
    var big = new byte[20 << 20];
    var sending = Sending.AT_ONCE.withMaxRecordSize(big.length);
    try (var producer = clients.producer("test", sending)) {
      producer
          .send(new ProducerRecord<>(EccTopics.UPDATE_SETS, new byte[] {1}, big))
          .get(30, TimeUnit.SECONDS);
    }
    var place = Topics.single(EccTopics.UPDATE_SETS);
    try (var follower = LogFollower.start(clients, Map.of(place, 0L), seen)) {
      assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();
      assertThat(seen.records).hasSize(1);
    }
  }

  private LogFollower follow(long from) {
    return LogFollower.start(clients, Map.of(CIRCLE, from), seen);
  }

  private void send(String... values) throws Exception {
    try (Producer<byte[], byte[]> producer = clients.producer("test", Sending.AT_ONCE)) {
      for (String value : values) {
        producer.send(record(value)).get(30, TimeUnit.SECONDS);
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> record(String value) {
    return new ProducerRecord<>(EccTopics.CIRCLE, 0, null, value.getBytes(UTF_8));
  }
}
