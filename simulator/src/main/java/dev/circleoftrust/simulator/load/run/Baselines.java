package dev.circleoftrust.simulator.load.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.load.figure.Compared;
import dev.circleoftrust.simulator.load.figure.Targets;
import dev.circleoftrust.simulator.load.option.LoadSettings;
import dev.circleoftrust.simulator.load.report.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures what the channel is compared with, on the same broker and machine, one after the other
 * in a process of their own. For one thread.
 */
public final class Baselines {
  private static final int USUAL_SIZE = 300;

  /**
   * What a consumer takes at once. A topic that holds a multiple of it ends with a full fetch;
   * another would leave the consumer waiting for more before it could read again.
   */
  private static final int FETCH = 2_000;

  private static final int LEAST = 500;

  /**
   * How many times as fast as the platform's provider the fastest may seem. It is six times; more
   * is a machine that was disturbed, or a compiler that gave up on the slower one's code, and would
   * flatter what they are compared with.
   */
  private static final double MOST_APART = 12;

  /** Least seconds of an attempt; there are three to eight, and the fastest counts. */
  private static final String ATTEMPT = "0.4";

  private final Machines machines;
  private final String bootstrap;
  private final Path folder;
  private final LoadSettings settings;

  /**
   * What is measured, in this order; the word names it for the program that does. Judging comes
   * first, so that no code was compiled for another; tools that ask more of the broker come last.
   */
  private enum Name {
    JUDGE("MID Server's judging, one thread", "judging", 400_000),
    ES256_CONSUMER_DEFAULT("ES256 JWS a record, consumer, default provider", "judging", 2_000),
    ES256_CONSUMER_FASTEST("ES256 JWS a record, consumer, fastest provider", "judging", 4_000),
    ES256_PRODUCER("ES256 JWS a record, producer", "signing", 4_000),
    RSA2048_CONSUMER("RSA-2048 signature a record, consumer", "judging", 2_000),
    RSA2048_PRODUCER("RSA-2048 signature a record, producer", "signing", 500),
    KAFKA_PRODUCER("Kafka producer, equal payload", "kafka", 400_000),
    KAFKA_PRODUCER_EQUAL_BYTES("Kafka producer, equal bytes", "kafka", 300_000),
    KAFKA_CONSUMER("Kafka consumer", "kafka", 400_000);

    private final String title;
    private final String group;
    private final int records;

    Name(String title, String group, int records) {
      this.title = title;
      this.group = group;
      this.records = records;
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private boolean reads() {
      return group.equals("judging");
    }
  }

  /** What was measured. */
  public static final class Found {
    private final Map<Name, Compared> rows = new EnumMap<>(Name.class);
    private final List<String> doubts = new ArrayList<>();

    private Found() {}

    /** What whoever reads the figures should know. */
    public List<String> doubts() {
      return List.copyOf(doubts);
    }

    /** What {@code channel} comes to beside it. */
    public List<Compared> beside(ChannelStage.Result channel) {
      var compared =
          new ArrayList<Compared>(
              Targets.judging(
                  of(Name.JUDGE),
                  of(Name.ES256_CONSUMER_DEFAULT),
                  of(Name.ES256_CONSUMER_FASTEST)));
      compared.addAll(
          Targets.dispatcher(
              channel.signed(), of(Name.KAFKA_PRODUCER_EQUAL_BYTES), of(Name.KAFKA_PRODUCER)));
      compared.add(channel.unsigned());
      rows.forEach((name, row) -> {
        if (name != Name.JUDGE) {
          compared.add(row);
        }
      });
      return compared;
    }

    private boolean isFlattering() {
      return of(Name.ES256_CONSUMER_FASTEST).figure().value()
          > MOST_APART * of(Name.ES256_CONSUMER_DEFAULT).figure().value();
    }

    private Compared of(Name name) {
      Compared row = rows.get(name);
      if (row == null) {
        throw new IllegalStateException("not measured: " + name.word());
      }
      return row;
    }
  }

  /**
   * @param folder for what they write to standard error
   */
  public Baselines(Machines machines, String bootstrap, Path folder, LoadSettings settings) {
    this.machines = machines;
    this.bootstrap = bootstrap;
    this.folder = folder;
    this.settings = settings;
  }

  /** Whether the program is there that measures. */
  public static boolean areBuilt(Machines machines) {
    return Files.exists(machines.programs().jars().resolve(Machines.Role.BASELINE.jar()));
  }

  /**
   * Measures all.
   *
   * @throws RefusedException if one cannot be measured
   */
  public Found measure(Progress progress) throws RefusedException, InterruptedException {
    var found = new Found();
    measure(List.of(Name.values()), found, progress);
    if (found.isFlattering()) {
      Compared first = found.of(Name.ES256_CONSUMER_DEFAULT);
      progress.say("  too slow to be believed, so measured again:");
      measure(List.of(Name.ES256_CONSUMER_DEFAULT), found, progress);
      found.rows.merge(Name.ES256_CONSUMER_DEFAULT, first, Compared::faster);
      found.doubts.add(
          found.isFlattering()
              ? "ES256 by the default provider was too slow to be believed, twice: no ratio to it holds"
              : "ES256 by the default provider was too slow to be believed at first, and measured again");
    }
    return found;
  }

  private void measure(List<Name> names, Found found, Progress progress)
      throws RefusedException, InterruptedException {
    try (var process = BaselineProcess.start(command(names), folder)) {
      for (Name name : names) {
        Compared row = row(name, process.answer(name.word()));
        found.rows.put(name, row);
        progress.say(
            String.format(
                Locale.ROOT, "  %-48s %,12.0f records/s", name.title, row.figure().value()));
      }
    }
  }

  private List<String> command(List<Name> names) {
    var arguments = new ArrayList<String>();
    arguments.add("baseline");
    for (Name name : names) {
      arguments.add(name.word() + "=" + records(name));
    }
    arguments.addAll(
        List.of(
            "--bootstrap",
            bootstrap,
            "--size",
            Integer.toString(settings.traffic().size()),
            "--compression",
            settings.topology().wire().compression(),
            "--warm-up",
            ATTEMPT));
    return machines.command(Machines.Role.BASELINE, arguments.toArray(String[]::new));
  }

  private int records(Name name) {
    long usual = (long) name.records * USUAL_SIZE;
    int records = (int) (usual / Math.max(USUAL_SIZE, settings.traffic().size()));
    return name.reads() ? FETCH * Math.max(1, records / FETCH) : Math.max(LEAST, records);
  }

  private static Compared row(Name name, JsonNode json) {
    return Compared.alone(
        name.title,
        name.group,
        new Compared.Figure(
            json.path("recordsPerSecond").asDouble(),
            Compared.RECORDS,
            json.path("seconds").asDouble(),
            json.path("bytesOnWire").asDouble() / Math.max(1, json.path("records").asDouble())),
        json.path("detail").asText(""));
  }
}
