package dev.circleoftrust.benchmarks.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.circleoftrust.benchmarks.fixture.KeyType;
import dev.circleoftrust.benchmarks.measure.Figures;
import dev.circleoftrust.benchmarks.measure.RecordSource;
import dev.circleoftrust.benchmarks.measure.SignatureForm;
import dev.circleoftrust.benchmarks.measure.Verification;
import dev.circleoftrust.benchmarks.measure.VerifyingConsumer;
import dev.circleoftrust.benchmarks.measure.Workload;
import dev.circleoftrust.benchmarks.wireform.BatchForm;
import dev.circleoftrust.broker.BrokerPorts;
import dev.circleoftrust.broker.EmbeddedBroker;
import dev.circleoftrust.runtime.kafka.Sending;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every baseline against a real broker, with few records: that it measures, not how much. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BaselinesIT {
  private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());

  private EmbeddedBroker broker;

  @BeforeAll
  void start(@TempDir Path folder) {
    broker = EmbeddedBroker.start(folder, BrokerPorts.FREE);
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  static Set<String> names() {
    return Baselines.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyBaselineSaysWhatItMeasured(String name) throws JsonProcessingException {
    Workload workload = workload();

    Figures figures = Baselines.named(name).orElseThrow().measure(workload, SILENT);

    JsonNode json = new ObjectMapper().readTree(figures.toJson(workload));
    assertThat(json.get("name").textValue()).isEqualTo(name);
    assertThat(json.get("records").longValue()).isEqualTo(workload.records());
    assertThat(json.get("recordsPerSecond").doubleValue()).isPositive();
    assertThat(json.get("bytesPerRecord").doubleValue()).isBetween(1.0, 2000.0);
    assertThat(json.get("detail").textValue()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void noFigureComesOfARecordThatDoesNotVerify(SignatureForm form) {
    var spoiled = new VerifyingConsumer("spoiled", new Spoiled(form));
    Workload workload = workload();

    assertThatThrownBy(() -> spoiled.measure(workload, SILENT))
        .isInstanceOf(IllegalStateException.class);
  }

  List<SignatureForm> forms() {
    return List.of(
        BatchForm.shared(workload()), JwsForm.by(Es256Provider.ofPlatform()), new RsaForm());
  }

  private Workload workload() {
    return new Workload(
        broker.bootstrapServers(),
        1100,
        300,
        Sending.Compression.LZ4,
        2,
        KeyType.ED25519,
        Duration.ofMillis(10));
  }

  /** Changes a byte in the middle of each value. */
  private record Spoiled(SignatureForm form) implements SignatureForm {
    @Override
    public RecordSource source(Workload workload, String topic) {
      RecordSource honest = form.source(workload, topic);
      return (from, count, to) ->
          honest.make(
              from,
              count,
              record -> {
                record.value()[record.value().length / 2] ^= 1;
                to.accept(record);
              });
    }

    @Override
    public Verification verification() {
      return form.verification();
    }

    @Override
    public String signingDetail() {
      return form.signingDetail();
    }

    @Override
    public String verifyingDetail() {
      return form.verifyingDetail();
    }
  }
}
