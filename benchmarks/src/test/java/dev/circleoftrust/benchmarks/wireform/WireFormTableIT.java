package dev.circleoftrust.benchmarks.wireform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.circleoftrust.benchmarks.fixture.KeyType;
import dev.circleoftrust.benchmarks.measure.Workload;
import dev.circleoftrust.broker.BrokerPorts;
import dev.circleoftrust.broker.EmbeddedBroker;
import dev.circleoftrust.runtime.kafka.Sending;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every form through a real broker, with few records: that it is measured, not how much. */
class WireFormTableIT {
  @Test
  void everyFormHasARow(@TempDir Path folder) {
    try (var broker = EmbeddedBroker.start(folder, BrokerPorts.FREE)) {
      var workload =
          new Workload(
              broker.bootstrapServers(),
              3000,
              300,
              Sending.Compression.LZ4,
              3,
              KeyType.ED25519,
              Duration.ZERO);

      List<String> rows =
          new WireFormTable(workload, 1, new PrintStream(OutputStream.nullOutputStream()))
              .measure();

      assertThat(rows)
          .satisfiesExactly(
              row -> assertThat(row).startsWith("| 300 B | lz4 | unsigned |").contains("(1.00)"),
              row -> assertThat(row).startsWith("| 300 B | lz4 | self-contained |"),
              row -> assertThat(row).startsWith("| 300 B | lz4 | shared |"));
    }
  }
}
