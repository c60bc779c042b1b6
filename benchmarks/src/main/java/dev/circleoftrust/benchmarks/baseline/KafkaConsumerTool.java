package dev.circleoftrust.benchmarks.baseline;

import dev.circleoftrust.benchmarks.fixture.MeasuredRows;
import dev.circleoftrust.benchmarks.measure.Attempts;
import dev.circleoftrust.benchmarks.measure.Baseline;
import dev.circleoftrust.benchmarks.measure.Figures;
import dev.circleoftrust.benchmarks.measure.Filling;
import dev.circleoftrust.benchmarks.measure.MeasuredTopic;
import dev.circleoftrust.benchmarks.measure.Progress;
import dev.circleoftrust.benchmarks.measure.RecordSource;
import dev.circleoftrust.benchmarks.measure.Workload;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.tools.ConsumerPerformance;

/** Kafka's own ConsumerPerformance, which reads unsigned records and looks at none of them. */
final class KafkaConsumerTool implements Baseline {
  static final String NAME = "kafka-consumer";

  private static final Pattern COMMA = Pattern.compile(", *");
  private static final int FIELDS = 10;

  @Override
  public Figures measure(Workload workload, PrintStream progress) {
    try (var topic = MeasuredTopic.make(workload, NAME);
        var folder = new ToolFolder()) {
      fill(workload, topic, progress);
      Path config = folder.properties(properties());
      progress.println(NAME + ": ConsumerPerformance runs");
      Duration time = Attempts.untilSteady(() -> read(workload, topic, config));
      return new Figures(
          NAME,
          workload.records(),
          time,
          topic.bytes(),
          "ConsumerPerformance, without the time to join its group");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fill(Workload workload, MeasuredTopic topic, PrintStream progress) {
    MeasuredRows rows = MeasuredRows.of(workload.size());
    RecordSource unsigned =
        (from, count, to) -> {
          for (long index = from; index < from + count; index++) {
            to.accept(new ProducerRecord<>(topic.name(), rows.value(index)));
          }
        };
    try (var filling =
        new Filling(workload, unsigned, new Progress(progress, NAME + ", preparing"))) {
      var _ = filling.send(workload.records());
    }
  }

  private static Duration read(Workload workload, MeasuredTopic topic, Path config) {
    List<String> printed =
        KafkaTool.run(
            ConsumerPerformance::main,
            List.of(
                "--topic", topic.name(),
                "--bootstrap-server", workload.bootstrap(),
                "--command-config", config.toString(),
                "--group", "measured-" + UUID.randomUUID(),
                "--num-records", Long.toString(workload.records())));
    List<String> figures = COMMA.splitAsStream(printed.getLast()).toList();
    if (figures.size() != FIELDS || Long.parseLong(figures.get(4)) < workload.records()) {
      throw new IllegalStateException("ConsumerPerformance did not read all: " + printed);
    }
    return Duration.ofNanos(
        Math.round(workload.records() * 1e9 / Double.parseDouble(figures.getLast())));
  }

  private static Map<String, String> properties() {
    return Map.of(
        "isolation.level", "read_committed",
        "max.poll.records", Integer.toString(Workload.FETCHING.maxRecords()),
        "max.partition.fetch.bytes", Integer.toString(Workload.FETCHING.maxBytes()),
        "fetch.max.bytes", Integer.toString(2 * Workload.FETCHING.maxBytes()));
  }
}
