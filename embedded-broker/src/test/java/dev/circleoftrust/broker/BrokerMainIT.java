package dev.circleoftrust.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BrokerMainIT {
  private static final int SIGKILLED = 128 + 9;

  @TempDir private Path folder;

  @Test
  void killedWithoutWarningItHasKeptWhatItAcknowledged() throws Exception {
    List<String> acknowledged = new ArrayList<>();
    try (BrokerProcess broker = start()) {
      var topic = new TestTopic(broker.awaitAddress(), "kept");
      topic.create();
      for (int i = 0; i < 50; i++) {
        topic.append("record " + i);
        acknowledged.add("record " + i);
      }
      broker.signal("KILL");
      assertThat(broker.awaitExit()).isEqualTo(SIGKILLED);
    }
    try (BrokerProcess broker = start()) {
      var topic = new TestTopic(broker.awaitAddress(), "kept");
      topic.append("after");
      acknowledged.add("after");
      assertThat(topic.read()).isEqualTo(acknowledged);
    }
  }

  @Test
  void itEndsWithTheInputOfWhoeverStartedIt() throws Exception {
    try (BrokerProcess broker = start()) {
      String address = broker.awaitAddress();
      new TestTopic(address, "any").create();
      broker.process().getOutputStream().close();
      assertThat(broker.awaitExit()).isZero();
      assertThat(folder.resolve("data/kafka/.kafka_cleanshutdown")).exists();
      assertThat(broker.errors()).isEmptyFile();
    }
  }

  @Test
  void theInterruptOfATerminalIsLeftToTheParentAndTerminationIsObeyed() throws Exception {
    try (BrokerProcess broker = start()) {
      var topic = new TestTopic(broker.awaitAddress(), "still-served");
      broker.signal("INT");
      broker.signal("HUP");
      topic.create();
      topic.append("after the interrupt");
      assertThat(topic.read()).containsExactly("after the interrupt");
      broker.signal("TERM");
      broker.awaitExit();
      assertThat(folder.resolve("data/kafka/.kafka_cleanshutdown")).exists();
    }
  }

  @Test
  void aFolderInUseIsRefusedInOneLine() throws Exception {
    try (BrokerProcess first = start()) {
      first.awaitAddress();
      Path errors = folder.resolve("second.err");
      try (BrokerProcess second = BrokerProcess.start(errors, "--data", data().toString())) {
        assertThat(second.awaitExit()).isEqualTo(1);
        assertThat(errors)
            .hasContent("embedded-broker: another broker runs on %s%n".formatted(data()));
      }
    }
  }

  @Test
  void aFaultOfKafkaEndsTheProcessAndIsNamed() throws Exception {
    try (BrokerProcess broker = start()) {
      var topic = new TestTopic(broker.awaitAddress(), "nowhere-to-go");
      Files.move(data().resolve("kafka"), data().resolve("taken-away"));
      try (Admin admin = topic.admin()) {
        var _ = admin.createTopics(List.of(topic.definition())); // makes Kafka open a new file
        assertThat(broker.awaitExit()).isEqualTo(1);
        admin.close(Duration.ZERO);
      }
      assertThat(broker.errors()).content().startsWith("embedded-broker: the broker called for ");
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private BrokerProcess start() throws Exception {
    return BrokerProcess.start(folder.resolve("broker.err"), "--data", data().toString());
  }
}
