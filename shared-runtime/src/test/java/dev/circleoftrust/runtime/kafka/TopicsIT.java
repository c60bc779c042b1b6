package dev.circleoftrust.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.circleoftrust.broker.BrokerPorts;
import dev.circleoftrust.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TopicsIT {
  private static final int PROCESSES = 4;
  private static final int TOPICS = 10;

  @TempDir private Path folder;

  /** As processes do that are started together: those who come second must not end for it. */
  @Test
  void severalMakeTheSameTopicAtOnceAndAllFindIt() throws Exception {
    try (var broker = EmbeddedBroker.start(folder.resolve("kafka"), BrokerPorts.FREE);
        var threads = Executors.newFixedThreadPool(PROCESSES)) {
      var clients = new KafkaClients(KafkaConnection.plaintext(broker.bootstrapServers()));
      for (int i = 0; i < TOPICS; i++) {
        String name = "cot.test." + i;
        var made = new ArrayList<Future<?>>();
        for (int process = 0; process < PROCESSES; process++) {
          made.add(threads.submit(() -> Topics.ensure(clients, List.of(Topics.ecc(name)))));
        }
        for (Future<?> one : made) {
          assertThatCode(() -> one.get(60, TimeUnit.SECONDS)).doesNotThrowAnyException();
        }
      }
    }
  }
}
