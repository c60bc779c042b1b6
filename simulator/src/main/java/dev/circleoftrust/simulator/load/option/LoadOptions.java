package dev.circleoftrust.simulator.load.option;

import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.command.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of {@code load}. Each is a text, so that one place says what is wrong with it. */
public final class LoadOptions {
  private static final Duration SHORTEST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int MOST_RECORDS = 1_000_000_000;
  private static final int LEAST_SIZE = 250;
  private static final int MOST_SIZE = 64 << 10;

  private final OptionSpec records =
      option("--records", "N", "records of each part at capacity, in place of --duration");
  private final OptionSpec size = option("--size", "BYTES", "of a record's value, 300 by default");
  private final OptionSpec mids = option("--mids", "N", "how many MID Servers, 1 by default");
  private final OptionSpec partitions =
      option("--partitions", "N", "of each topic of a MID Server, 1 by default");
  private final OptionSpec rate =
      option("--rate", "R", "records a second at a fixed rate; half of the capacity by default");
  private final OptionSpec duration =
      option("--duration", "2s", "of each part at capacity and of each at the fixed rate");
  private final OptionSpec work =
      option("--work", "200ms", "what each row of the queue takes; a query by default");
  private final OptionSpec mix =
      option("--mix", "SHARES", "interactive=5,expedited=25,standard=70 by default");
  private final OptionSpec threads =
      option("--threads", "N", "rows that a MID Server runs at once; 10,20,25 by default");
  private final OptionSpec invalid =
      option(
          "--invalid", "10%", "records spoiled after they were signed, while Code Signing is on");
  private final OptionSpec seed =
      option("--seed", "N", "decides which records are spoiled, and how urgent each is");
  private final OptionSpec sweep =
      Options.flag("--sweep", "raises the rate until p99 breaks --limit");
  private final OptionSpec limit =
      option("--limit", "100ms", "what p99 must not exceed in a sweep");
  private final OptionSpec keyType =
      option("--key-type", "TYPE", "of production's key: ed25519 (the default) or rsa-4096");
  private final OptionSpec compression =
      option("--compression", "CODEC", "on the wire: none, lz4 (the default) or zstd");
  private final OptionSpec pipeline =
      option("--pipeline", "NAME", "channel, queue or both (the default)");
  private final OptionSpec rounds = option("--rounds", "N", "how often off, on, off; 3 by default");
  private final OptionSpec window =
      option(
          "--window", "N", "records under way at capacity, 32768 for each MID Server by default");
  private final OptionSpec report = option("--report", "DIR", "where the report goes");
  private final OptionSpec bootstrap =
      option("--bootstrap", "HOST:PORT", "a Kafka cluster to use in place of a broker of its own");
  private final OptionSpec json = Options.flag("--json", "prints the report as JSON, at the end");

  /** Adds all of them. */
  public void addTo(CommandSpec spec) {
    List.of(
            records,
            size,
            mids,
            partitions,
            rate,
            duration,
            work,
            mix,
            threads,
            invalid,
            seed,
            sweep,
            limit,
            keyType,
            compression,
            pipeline,
            rounds,
            window,
            report,
            bootstrap,
            json)
        .forEach(spec::addOption);
  }

  /**
   * What was asked for.
   *
   * @throws RefusedException if an option has a value that it does not take, or does not go with
   *     another; says which
   */
  public LoadSettings read() throws RefusedException {
    int servers = number(mids, 1, 1, 16);
    return new LoadSettings(
        traffic(),
        topology(servers),
        course(servers),
        given(report).map(Path::of),
        Options.isOn(json));
  }

  private LoadSettings.Traffic traffic() throws RefusedException {
    Duration lasting = OptionValues.duration("--duration", text(duration, "2s"), SHORTEST, LONGEST);
    return new LoadSettings.Traffic(
        new LoadSettings.Amount(number(records, 0, 1, MOST_RECORDS), lasting),
        number(size, 300, LEAST_SIZE, MOST_SIZE),
        number(rate, 0, 1, 10_000_000),
        OptionValues.mix("--mix", text(mix, "interactive=5,expedited=25,standard=70")),
        new LoadSettings.Spoiled(
            OptionValues.share("--invalid", text(invalid, "0%")),
            number(seed, 42, 0, Integer.MAX_VALUE)));
  }

  private LoadSettings.Topology topology(int servers) throws RefusedException {
    Optional<String> elsewhere = given(bootstrap);
    if (elsewhere.isPresent()) {
      var _ = OptionValues.bootstrap("--bootstrap", elsewhere.get());
    }
    return new LoadSettings.Topology(
        servers,
        number(partitions, 1, 1, 64),
        OptionValues.threads("--threads", text(threads, "10,20,25")),
        new LoadSettings.Wire(
            OptionValues.oneOf(
                "--key-type", text(keyType, "ed25519"), List.of("ed25519", "rsa-4096")),
            OptionValues.oneOf(
                "--compression", text(compression, "lz4"), List.of("none", "lz4", "zstd"))),
        elsewhere);
  }

  private LoadSettings.Course course(int servers) throws RefusedException {
    LoadSettings.Pipeline driven =
        LoadSettings.Pipeline.valueOf(
            OptionValues.oneOf(
                    "--pipeline", text(pipeline, "both"), List.of("channel", "queue", "both"))
                .toUpperCase(Locale.ROOT));
    if (given(limit).isPresent() && !Options.isOn(sweep)) {
      throw new RefusedException("--limit goes with --sweep only", "usage");
    }
    if (given(work).isPresent() && !driven.hasQueue()) {
      throw new RefusedException(
          "--work goes with --pipeline queue or both: the channel's probe does nothing", "usage");
    }
    Optional<LoadSettings.Sweep> search =
        Options.isOn(sweep)
            ? Optional.of(
                new LoadSettings.Sweep(
                    OptionValues.duration(
                        "--limit", text(limit, "100ms"), Duration.ofMillis(1), LONGEST)))
            : Optional.empty();
    return new LoadSettings.Course(
        driven,
        number(rounds, 3, 1, 100),
        number(window, 32_768 * servers, 1, 10_000_000),
        search,
        OptionValues.duration("--work", text(work, "0ms"), Duration.ZERO, Duration.ofSeconds(20)));
  }

  private static int number(OptionSpec option, int otherwise, int least, int most)
      throws RefusedException {
    Optional<String> text = given(option);
    return text.isPresent()
        ? OptionValues.number(option.longestName(), text.get(), least, most)
        : otherwise;
  }

  private static String text(OptionSpec option, String otherwise) {
    return given(option).orElse(otherwise);
  }

  private static Optional<String> given(OptionSpec option) {
    return Optional.ofNullable(option.<String>getValue());
  }

  private static OptionSpec option(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }
}
