package dev.circleoftrust.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it counts the threads of the process")
class EmbeddedBrokerIT {
  @TempDir private Path folder;

  @Test
  void whatWasAppendedIsReadAgainAfterARestartOnOtherPorts() throws Exception {
    BrokerPorts before;
    try (var broker = EmbeddedBroker.start(folder, BrokerPorts.FREE)) {
      before = broker.ports();
      var topic = new TestTopic(broker.bootstrapServers(), "kept");
      topic.create();
      topic.append("one", "two");
      assertThat(topic.read()).containsExactly("one", "two");
    }
    try (var broker = EmbeddedBroker.start(folder, BrokerPorts.FREE)) {
      assertThat(broker.ports()).isNotEqualTo(before);
      var topic = new TestTopic(broker.bootstrapServers(), "kept");
      topic.append("three");
      assertThat(topic.read()).containsExactly("one", "two", "three");
    }
  }

  @Test
  void anAbortedTransactionIsNotReadAndACommittedOneIs() throws Exception {
    try (var broker = EmbeddedBroker.start(folder, BrokerPorts.FREE)) {
      var topic = new TestTopic(broker.bootstrapServers(), "transactions");
      topic.create();
      try (KafkaProducer<byte[], byte[]> producer = topic.transactionalProducer("writer")) {
        producer.initTransactions();
        producer.beginTransaction();
        var _ = producer.send(topic.record("aborted"));
        producer.flush(); // else it is dropped here, and never in the log to be hidden
        producer.abortTransaction();
        producer.beginTransaction();
        var _ = producer.send(topic.record("committed"));
        producer.commitTransaction();
      }
      assertThat(topic.read()).containsExactly("committed");
    }
  }

  @Test
  void aSecondBrokerOnTheFolderIsRefusedAndTheFirstGoesOn() throws Exception {
    try (var broker = EmbeddedBroker.start(folder, BrokerPorts.FREE)) {
      assertThatThrownBy(() -> EmbeddedBroker.start(folder, BrokerPorts.FREE))
          .isInstanceOf(BrokerStartException.class)
          .hasMessage("another broker runs on " + folder);
      var topic = new TestTopic(broker.bootstrapServers(), "unharmed");
      topic.create();
      topic.append("one");
      assertThat(topic.read()).containsExactly("one");
    }
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (var holder = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      int port = holder.getLocalPort();
      assertThatThrownBy(() -> EmbeddedBroker.start(folder, new BrokerPorts(port, 0)))
          .isInstanceOf(BrokerStartException.class)
          .hasMessage("port " + port + " of 127.0.0.1 is taken");
    }
  }

  @Test
  void aCommaInThePathIsRefusedAndASpaceIsNot() {
    assertThatThrownBy(() -> EmbeddedBroker.start(folder.resolve("a,b"), BrokerPorts.FREE))
        .isInstanceOf(BrokerStartException.class)
        .hasMessageStartingWith("a broker's folder must have no comma in its path: ");
    try (var broker = EmbeddedBroker.start(folder.resolve("a b"), BrokerPorts.FREE)) {
      assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + broker.ports().client());
    }
  }

  /** Threads of a failed start would keep the process of a test alive for ever. */
  @Test
  void aPortTakenAtTheLastMomentFailsTheStartAndLeavesNothingRunning() throws Exception {
    var broker = BrokerFolder.of(folder);
    broker.prepare(BrokerSettings.NODE_ID, BrokerSettings.CONTROLLER_LISTENER);
    BrokerPorts ports = BrokerPorts.FREE.chosen();
    var config = KafkaConfig.fromProps(BrokerSettings.of(broker, ports, List.of()), false);
    KafkaExit.survive();
    Set<Thread> before = liveThreads();
    try (var taker = new ServerSocket(ports.client(), 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThat(taker.isBound()).isTrue();
      assertThatThrownBy(() -> Startup.await(new KafkaRaftServer(config, Time.SYSTEM)))
          .isInstanceOf(BrokerStartException.class)
          .hasMessageStartingWith("the broker did not start: ")
          .hasMessageEndingWith("Address already in use");
    }
    await().pollInSameThread().untilAsserted(() -> assertThat(before).containsAll(liveThreads()));
  }

  @Test
  void aFaultInAnotherOfKafkasThreadsFailsTheStartInsteadOfHanging() throws Exception {
    Files.createDirectories(folder.resolve("kafka"));
    Files.createFile(folder.resolve("kafka/__cluster_metadata-0")); // where Kafka wants a folder
    assertThatThrownBy(() -> EmbeddedBroker.start(folder, BrokerPorts.FREE))
        .isInstanceOf(BrokerStartException.class)
        .hasMessageStartingWith("the broker did not start: ");
  }

  private static Set<Thread> liveThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.isDaemon())
        .collect(Collectors.toSet());
  }
}
