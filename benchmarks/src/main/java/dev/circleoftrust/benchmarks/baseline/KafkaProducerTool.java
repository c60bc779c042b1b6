package dev.circleoftrust.benchmarks.baseline;

import dev.circleoftrust.benchmarks.measure.Attempts;
import dev.circleoftrust.benchmarks.measure.Baseline;
import dev.circleoftrust.benchmarks.measure.Figures;
import dev.circleoftrust.benchmarks.measure.MeasuredTopic;
import dev.circleoftrust.benchmarks.measure.Workload;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
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
  private static final int WARM_UP = 5;
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
      var sent = new AtomicLong();
      Duration time =
          Attempts.untilSteady(() -> {
            sent.addAndGet(workload.records() + warmUp(workload));
            return run(
                workload,
                topic,
                List.of(
                    "--command-config", config.toString(), "--payload-file", payload.toString()));
          });
      long bytes = Math.round((double) topic.bytes() * workload.records() / sent.get());
      return new Figures(name, workload.records(), time, bytes, detail);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How long its records took after those that it does not count. */
  private static Duration run(Workload workload, MeasuredTopic topic, List<String> files) {
    var arguments = new ArrayList<>(files);
    arguments.addAll(
        List.of(
            "--topic", topic.name(),
            "--bootstrap-server", workload.bootstrap(),
            "--throughput", "-1",
            "--num-records", Long.toString(workload.records() + warmUp(workload)),
            "--warmup-records", Long.toString(warmUp(workload))));
    List<String> printed = KafkaTool.run(ProducerPerformance::main, arguments);
    return Duration.ofNanos(Math.round(workload.records() * 1e9 / rate(printed)));
  }

  /** Until it has found its broker and its batches are large. */
  private static long warmUp(Workload workload) {
    return Math.max(1, workload.records() / WARM_UP);
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
