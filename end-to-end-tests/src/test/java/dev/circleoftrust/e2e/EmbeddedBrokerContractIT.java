package dev.circleoftrust.e2e;

import dev.circleoftrust.broker.BrokerPorts;
import dev.circleoftrust.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The embedded broker, which needs no container engine. */
@TestInstance(Lifecycle.PER_CLASS)
class EmbeddedBrokerContractIT extends BrokerContract {
  private @Nullable EmbeddedBroker broker;

  @BeforeAll
  void start(@TempDir Path folder) {
    broker = EmbeddedBroker.start(folder.resolve("broker"), BrokerPorts.FREE);
  }

  @AfterAll
  void stop() {
    if (broker != null) {
      broker.close();
    }
  }

  @Override
  String bootstrap() {
    return Objects.requireNonNull(broker).bootstrapServers();
  }
}
