package dev.circleoftrust.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.runtime.kafka.KafkaClients;
import dev.circleoftrust.runtime.kafka.KafkaConnection;
import dev.circleoftrust.runtime.kafka.Sending;
import dev.circleoftrust.runtime.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/**
 * What the processes of a circle ask of a broker. One subclass for each broker: nothing else
 * differs.
 */
abstract class BrokerContract {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  abstract String bootstrap();

  @Test
  void theCircleLogIsKeptForEverInOnePartition() throws Exception {
    KafkaClients clients = clients();
    Topics.ensure(clients, List.of(Topics.circle()));
    Topics.ensure(clients, List.of(Topics.circle())); // every process asks for it
    try (var admin = clients.admin("test")) {
      var log = admin.describeTopics(List.of(EccTopics.CIRCLE)).allTopicNames().get();
      assertThat(requireNonNull(log.get(EccTopics.CIRCLE)).partitions()).hasSize(1);
      var resource = new ConfigResource(ConfigResource.Type.TOPIC, EccTopics.CIRCLE);
      var config =
          requireNonNull(admin.describeConfigs(List.of(resource)).all().get().get(resource));
      assertThat(config.get("retention.ms").value()).isEqualTo("-1");
      assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
    }
  }

  @Test
  void readersSeeWhatWasCommittedInItsOrderAndNothingElse() throws Exception {
    KafkaClients clients = clients();
    String topic = new EccTopics.Input(new AgentName("mid-of-test")).topic();
    Topics.ensure(clients, List.of(Topics.ecc(topic)));
    try (var producer = clients.transactionalProducer("test", "test", Sending.AT_ONCE)) {
      producer.initTransactions();
      for (int round = 0; round < 4; round++) {
        producer.beginTransaction();
        var _ = producer.send(new ProducerRecord<>(topic, 0, null, new byte[] {(byte) round}));
        producer.flush(); // what is aborted is in the log all the same
        if (round % 2 == 0) {
          producer.commitTransaction();
        } else {
          producer.abortTransaction();
        }
      }
    }
    var partition = new TopicPartition(topic, 0);
    var seen = new ArrayList<Integer>();
    try (var consumer = clients.consumer("test")) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, 0);
      await()
          .atMost(PATIENCE)
          .until(() -> {
            consumer
                .poll(Duration.ofMillis(200))
                .forEach(record -> seen.add((int) record.value()[0]));
            return consumer.position(partition)
                >= consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
          });
    }
    assertThat(seen).containsExactly(0, 2);
  }

  @Test
  void aSecondHolderOfATransactionalIdFencesTheFirst() {
    KafkaClients clients = clients();
    String topic = new EccTopics.Input(new AgentName("mid-fenced")).topic();
    Topics.ensure(clients, List.of(Topics.ecc(topic)));
    try (var first = clients.transactionalProducer("first", "mid-fenced", Sending.AT_ONCE);
        var second = clients.transactionalProducer("second", "mid-fenced", Sending.AT_ONCE)) {
      first.initTransactions();
      second.initTransactions();
      first.beginTransaction();
      assertThat(
              catchThrowable(() -> {
                first.send(new ProducerRecord<>(topic, new byte[] {1})).get();
                first.commitTransaction();
              }))
          .isNotNull();
    }
  }

  private KafkaClients clients() {
    return new KafkaClients(new KafkaConnection(bootstrap(), Map.of()));
  }
}
