package dev.circleoftrust.simulator.load.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.load.figure.Compared;
import dev.circleoftrust.simulator.load.figure.Targets;
import dev.circleoftrust.simulator.load.option.LoadSettings;
import dev.circleoftrust.simulator.load.report.Progress;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures what the channel is compared with, on the same broker and machine, each in a process of
 * its own and one after the other. For one thread.
 */
public final class Baselines {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int MAX_ANSWER = 64 << 10;
  private static final int USUAL_SIZE = 300;

  /** Seconds before one counts, and after that at least for what only reads. */
  private static final String WARM_UP = "1";

  private final Machines machines;
  private final String bootstrap;
  private final Path folder;
  private final LoadSettings settings;

  /** What is measured; the word names it for the program that does. */
  private enum Name {
    KAFKA_PRODUCER("Kafka producer, equal payload", "kafka", 1_200_000),
    KAFKA_PRODUCER_EQUAL_BYTES("Kafka producer, equal bytes", "kafka", 800_000),
    KAFKA_CONSUMER("Kafka consumer", "kafka", 1_000_000),
    JUDGE("MID Server's judging, one thread", "judging", 300_000),
    ES256_CONSUMER_DEFAULT("ES256 JWS a record, consumer, default provider", "judging", 2_000),
    ES256_CONSUMER_FASTEST("ES256 JWS a record, consumer, fastest provider", "judging", 4_000),
    ES256_PRODUCER("ES256 JWS a record, producer", "signing", 6_000),
    RSA2048_CONSUMER("RSA-2048 signature a record, consumer", "judging", 2_000),
    RSA2048_PRODUCER("RSA-2048 signature a record, producer", "signing", 1_500);

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
   * Measures all, and compares the channel with it.
   *
   * @throws RefusedException if one cannot be measured
   */
  public List<Compared> compare(ChannelStage.Result channel, Progress progress)
      throws RefusedException, InterruptedException {
    Map<Name, Compared> found = measure(progress);
    var rows =
        new ArrayList<Compared>(
            Targets.judging(
                of(found, Name.JUDGE),
                of(found, Name.ES256_CONSUMER_DEFAULT),
                of(found, Name.ES256_CONSUMER_FASTEST)));
    rows.addAll(
        Targets.dispatcher(
            channel.signed(),
            of(found, Name.KAFKA_PRODUCER_EQUAL_BYTES),
            of(found, Name.KAFKA_PRODUCER)));
    rows.add(channel.unsigned());
    found.forEach((name, row) -> {
      if (name != Name.JUDGE) {
        rows.add(row);
      }
    });
    return rows;
  }

  private static Compared of(Map<Name, Compared> found, Name name) {
    Compared row = found.get(name);
    if (row == null) {
      throw new IllegalStateException("not measured: " + name.word());
    }
    return row;
  }

  private Map<Name, Compared> measure(Progress progress)
      throws RefusedException, InterruptedException {
    var found = new EnumMap<Name, Compared>(Name.class);
    for (Name name : Name.values()) {
      Compared row = measure(name);
      found.put(name, row);
      progress.say(
          String.format(
              Locale.ROOT, "  %-48s %,12.0f records/s", name.title, row.figure().value()));
    }
    return found;
  }

  private Compared measure(Name name) throws RefusedException, InterruptedException {
    int records =
        Math.max(
            1_000,
            (int)
                (name.records
                    * (double) USUAL_SIZE
                    / Math.max(USUAL_SIZE, settings.traffic().size())));
    List<String> command =
        machines.command(
            Machines.Role.BASELINE,
            "baseline",
            name.word(),
            "--bootstrap",
            bootstrap,
            "--records",
            Integer.toString(records),
            "--size",
            Integer.toString(settings.traffic().size()),
            "--compression",
            settings.topology().wire().compression(),
            "--warm-up",
            WARM_UP);
    try {
      JsonNode json = answer(name, command);
      return Compared.alone(
          name.title,
          name.group,
          new Compared.Figure(
              json.path("recordsPerSecond").asDouble(),
              Compared.RECORDS,
              json.path("seconds").asDouble(),
              json.path("bytesOnWire").asDouble() / Math.max(1, json.path("records").asDouble())),
          json.path("detail").asText(""));
    } catch (IOException | MalformedException e) {
      throw failed(name, String.valueOf(e.getMessage()));
    }
  }

  private JsonNode answer(Name name, List<String> command)
      throws IOException, InterruptedException, MalformedException, RefusedException {
    Path errors = folder.resolve(name.word() + ".err");
    Path output = folder.resolve(name.word() + ".out");
    Process process =
        new ProcessBuilder(command)
            .redirectError(errors.toFile())
            .redirectOutput(output.toFile())
            .start();
    var hook = new Thread(process::destroyForcibly, "end-baseline");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw failed(name, "it did not end within %d s".formatted(PATIENCE.toSeconds()));
      }
    } finally {
      process.destroyForcibly();
      forget(hook);
    }
    if (process.exitValue() != 0) {
      throw failed(name, "status %d: %s".formatted(process.exitValue(), last(errors)));
    }
    return StrictJson.parse(Bytes.ofUtf8(last(output)), MAX_ANSWER);
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // everything is ending, and the hook runs
    }
  }

  private static String last(Path file) throws IOException {
    return Files.readString(file, UTF_8).lines().reduce("", (_, line) -> line);
  }

  private static RefusedException failed(Name name, String why) {
    return new RefusedException(
        "the baseline %s could not be measured: %s".formatted(name.word(), why), "not-measured");
  }
}
