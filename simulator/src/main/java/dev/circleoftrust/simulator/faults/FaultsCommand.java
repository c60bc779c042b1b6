package dev.circleoftrust.simulator.faults;

import dev.circleoftrust.simulator.circle.CircleFolder;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.command.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code faults}: a stream of rows under faults, and what must hold afterwards. */
public final class FaultsCommand implements Callable<Integer> {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,5})(s|m)");
  private static final int ROWS_A_SECOND = 20;
  private static final int BROKEN = 1;

  private final OptionSpec seed =
      OptionSpec.builder("--seed")
          .type(long.class)
          .paramLabel("N")
          .description("what rows and faults are drawn from; drawn itself where none is given")
          .build();
  private final OptionSpec duration =
      OptionSpec.builder("--duration")
          .type(String.class)
          .defaultValue("30s")
          .paramLabel("30s")
          .description("how long rows are inserted and faults strike, 30s by default")
          .build();
  private final OptionSpec rows =
      Options.number("--rows", 0, "how many rows, %d a second by default".formatted(ROWS_A_SECOND));
  private final OptionSpec mids = Options.number("--mids", 2, "how many MID Servers, 2 by default");
  private final OptionSpec cluster =
      Options.flag("--cluster", "the MID Servers also share the rows of a cluster");
  private final OptionSpec json = Options.flag("--json", "as JSON, at the end");

  private FaultsCommand() {}

  /** The command. */
  public static CommandLine line() {
    return new CommandLine(new FaultsCommand().spec());
  }

  private CommandSpec spec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this).name("faults").mixinStandardHelpOptions(true);
    for (OptionSpec option : List.of(seed, duration, rows, mids, cluster, json)) {
      spec.addOption(option);
    }
    spec.usageMessage()
        .description(
            "Sends a stream of rows through a fresh circle with Code Signing on, while its processes"
                + " and its broker are killed, frozen and cut off; then compares, row by row: one"
                + " result each, no effect twice. A seed repeats rows and faults.");
    return spec;
  }

  @Override
  public Integer call() throws RefusedException, IOException, InterruptedException {
    RunSettings settings = settings();
    Path folder = Files.createTempDirectory("circle-faults-");
    var teller = new Storyteller(System.out, Options.isOn(json), settings);
    if (!new FaultRun(settings, teller).play(folder)) {
      return BROKEN; // and its folders stay, for whoever wants to know why
    }
    CircleFolder.remove(folder);
    return 0;
  }

  private RunSettings settings() throws RefusedException {
    Matcher time = DURATION.matcher(duration.<String>getValue());
    if (!time.matches()) {
      throw new RefusedException("--duration is such as 30s or 5m", "usage");
    }
    long number = Long.parseLong(time.group(1));
    Duration lasting =
        time.group(2).equals("m") ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
    int count = rows.<Integer>getValue();
    int servers = mids.<Integer>getValue();
    if (lasting.isZero() || servers < 1 || count < 0) {
      throw new RefusedException("--duration and --mids are at least 1", "usage");
    }
    Long drawn = seed.getValue();
    return new RunSettings(
        drawn == null ? System.nanoTime() & 0xffff_ffffL : drawn,
        lasting,
        count > 0 ? count : Math.toIntExact(lasting.toSeconds() * ROWS_A_SECOND),
        servers,
        Options.isOn(cluster));
  }
}
