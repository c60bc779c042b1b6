package dev.circleoftrust.benchmarks;

import dev.circleoftrust.benchmarks.fixture.KeyType;
import dev.circleoftrust.benchmarks.measure.Workload;
import dev.circleoftrust.runtime.kafka.Sending;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that say what is measured. */
final class WorkloadOptions {
  private static final double MILLIS_A_SECOND = 1_000;

  private final OptionSpec bootstrap =
      OptionSpec.builder("--bootstrap")
          .type(String.class)
          .required(true)
          .paramLabel("HOST:PORT")
          .description("a broker of Kafka")
          .build();
  private final OptionSpec records = option("--records", "100000", "how many are counted");
  private final OptionSpec size = option("--size", "300", "bytes of a record's JSON");
  private final OptionSpec partitions = option("--partitions", "1", "partitions of the topic");
  private final OptionSpec compression = option("--compression", "lz4", "none, lz4 or zstd");
  private final OptionSpec keyType =
      option("--key-type", "ed25519", "what batches are signed with: ed25519 or rsa-4096");

  private final OptionSpec warmUp =
      option("--warm-up", "3", "seconds of what does not count, and of an attempt at least");

  private static OptionSpec option(String name, String preset, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .defaultValue(preset)
        .paramLabel(name.substring(2).toUpperCase(Locale.ROOT))
        .description(description + "; ${DEFAULT-VALUE} by default")
        .build();
  }

  void addTo(CommandSpec spec) {
    spec.addOption(bootstrap).addOption(records).addOption(size).addOption(partitions);
    spec.addOption(compression).addOption(keyType).addOption(warmUp);
  }

  /**
   * The workload that was asked for.
   *
   * @throws IllegalArgumentException if one of the options is not what it may be
   */
  Workload toWorkload() {
    return new Workload(
        bootstrap.getValue(),
        Long.parseLong(records.getValue()),
        Integer.parseInt(size.getValue()),
        Sending.Compression.valueOf(constant(compression)),
        Integer.parseInt(partitions.getValue()),
        KeyType.valueOf(constant(keyType)),
        Duration.ofMillis(Math.round(Double.parseDouble(warmUp.getValue()) * MILLIS_A_SECOND)));
  }

  private static String constant(OptionSpec option) {
    return option.<String>getValue().toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
