package dev.circleoftrust.benchmarks.baseline;

import dev.circleoftrust.benchmarks.measure.Baseline;
import dev.circleoftrust.benchmarks.measure.Figures;
import dev.circleoftrust.benchmarks.measure.MeasuredTopic;
import dev.circleoftrust.benchmarks.measure.Workload;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.apache.kafka.tools.ProducerPerformance;

/**
 * Kafka's own ProducerPerformance over lines of a file: idempotent, acknowledged by every replica,
 * gathering as production's producer does.
 *
 * @param name of the measurement
 * @param lines the payload with an index, for a workload
 * @param detail what a payload is
 */
record KafkaProducerTool(String name, Lines lines, String detail) implements Baseline {
  private static final int DIFFERENT_LINES = 10_000;
  private static final Pattern STEADY =
      Pattern.compile("\\d+ steady state records sent, ([0-9.]+) records/sec .*");

  /** Makes the payloads of a workload. */
  @FunctionalInterface
  interface Lines {
    LongFunction<String> of(Workload workload);
  }

  @Override
  public Figures measure(Workload workload, PrintStream progress) {
    progress.println(name + ": ProducerPerformance runs");
    try (var topic = MeasuredTopic.make(workload, name);
        var folder = new ToolFolder()) {
      Path payload =
          folder.write(
              "payload",
              LongStream.range(0, DIFFERENT_LINES).mapToObj(lines.of(workload)).toList());
      Path config = folder.properties(properties(workload));
      long warmUp = Math.max(1, workload.records() / 2);
      List<String> printed =
          KafkaTool.run(
              ProducerPerformance::main,
              List.of(
                  "--topic", topic.name(),
                  "--bootstrap-server", workload.bootstrap(),
                  "--command-config", config.toString(),
                  "--payload-file", payload.toString(),
                  "--throughput", "-1",
                  "--num-records", Long.toString(workload.records() + warmUp),
                  "--warmup-records", Long.toString(warmUp)));
      long bytes =
          Math.round((double) topic.bytes() * workload.records() / (workload.records() + warmUp));
      Duration time = Duration.ofNanos(Math.round(workload.records() * 1e9 / rate(printed)));
      return new Figures(name, workload.records(), time, bytes, detail);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double rate(List<String> printed) {
    return printed.stream()
        .map(STEADY::matcher)
        .filter(Matcher::matches)
        .mapToDouble(steady -> Double.parseDouble(steady.group(1)))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("ProducerPerformance printed no rate: " + printed));
  }

  private static Map<String, String> properties(Workload workload) {
    return Map.of(
        "acks", "all",
        "enable.idempotence", "true",
        "linger.ms", Long.toString(workload.sending().linger().toMillis()),
        "batch.size", Integer.toString(workload.sending().batchSize()),
        "compression.type", workload.codec());
  }
}
