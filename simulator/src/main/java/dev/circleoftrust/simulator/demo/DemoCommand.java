package dev.circleoftrust.simulator.demo;

import dev.circleoftrust.simulator.attack.DataSource;
import dev.circleoftrust.simulator.attack.Payroll;
import dev.circleoftrust.simulator.attack.Target;
import dev.circleoftrust.simulator.circle.AttachedCircle;
import dev.circleoftrust.simulator.circle.Circle;
import dev.circleoftrust.simulator.circle.CircleFolder;
import dev.circleoftrust.simulator.circle.RunningCircle;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.command.Options;
import dev.circleoftrust.simulator.process.Programs;
import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code demo}: a fresh circle of separate processes, and the whole story. */
public final class DemoCommand implements Callable<Integer> {
  private static final List<String> MIDS = List.of("mid-1", "mid-2");

  private final OptionSpec fast = Options.flag("--fast", "without pauses");
  private final OptionSpec step = Options.flag("--step", "Enter goes on after each step");
  private final OptionSpec byHand =
      Options.flag("--by-hand", "lays each update set into a folder, for you to open and break");
  private final OptionSpec stay =
      Options.flag("--stay", "leaves the circle running, and names three commands to try");
  private final OptionSpec skip =
      OptionSpec.builder("--skip")
          .type(List.class)
          .auxiliaryTypes(String.class)
          .paramLabel("STEP")
          .description("leaves a step out, to see what it is for: " + Skip.words())
          .build();

  private final OptionSpec attach =
      OptionSpec.builder("--attach")
          .type(List.class)
          .auxiliaryTypes(URI.class)
          .splitRegex(",")
          .paramLabel("URL")
          .description("an established circle that runs already: trusted,production,mid-1,mid-2")
          .build();
  private final OptionSpec folders =
      OptionSpec.builder("--folders")
          .type(Path.class)
          .paramLabel("DIR")
          .description("with --attach: holds the folders of its processes, and payroll")
          .build();
  private final OptionSpec bootstrap =
      OptionSpec.builder("--bootstrap")
          .type(String.class)
          .paramLabel("HOST:PORT")
          .description("with --attach: its Kafka cluster")
          .build();

  private DemoCommand() {}

  /** The command. */
  public static CommandLine line() {
    return new CommandLine(new DemoCommand().spec());
  }

  private CommandSpec spec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this).name("demo").mixinStandardHelpOptions(true);
    for (OptionSpec option : List.of(fast, step, byHand, stay, skip, attach, folders, bootstrap)) {
      spec.addOption(option);
    }
    spec.usageMessage()
        .description(
            "Establishes a fresh circle, shows the breach, turns Code Signing on and shows what"
                + " stops it.");
    return spec;
  }

  @Override
  public Integer call() throws RefusedException, IOException {
    var screen = new Screen(System.out, isTerminal());
    Runtime.getRuntime().addShutdownHook(new Thread(screen::mute, "mute"));
    List<URI> addresses = attach.getValue();
    if (addresses != null) {
      return attached(screen, new AttachedCircle(text(bootstrap), addresses, folder()));
    }
    Path folder = Files.createTempDirectory("circle-demo-");
    try (RunningCircle circle =
        RunningCircle.in(
            CircleFolder.open(folder), Programs.besideThis(), () -> CircleFolder.remove(folder))) {
      return fresh(screen, circle);
    }
  }

  private int fresh(Screen screen, RunningCircle circle) throws RefusedException {
    Stage stage = stage(circle, screen, circle.folder().of("carried"));
    String unexpected =
        play(stage, circle.folder().of("payroll"), () -> Opening.play(stage, circle, MIDS));
    if (Options.isOn(stay) && unexpected.isEmpty()) {
      Staying.until(circle, screen);
    }
    return Ending.tell(stage, unexpected);
  }

  private int attached(Screen screen, AttachedCircle circle) throws RefusedException {
    Stage stage = stage(circle, screen, folder().resolve("carried"));
    return Ending.tell(
        stage, play(stage, folder().resolve("payroll"), () -> Opening.attached(stage)));
  }

  /** What begins the story. */
  @FunctionalInterface
  private interface Beginning {
    void play() throws RefusedException;
  }

  /** Plays; the answer says what ended the story too early, if anything did. */
  private static String play(Stage stage, Path databases, Beginning beginning) {
    try {
      beginning.play();
      Payroll payroll = Payroll.create(databases.resolve("payroll.db"));
      var source = new DataSource(UUID.randomUUID().toString().replace("-", ""), payroll.url());
      try (var target = new Target(stage.circle(), payroll, source)) {
        new Demo(stage, target).play();
      }
      return "";
    } catch (RefusedException e) {
      return e.sentence();
    }
  }

  private Stage stage(Circle circle, Screen screen, Path carried) throws RefusedException {
    Optional<Path> hands = Options.isOn(byHand) ? Optional.of(carried) : Optional.empty();
    return new Stage(circle, screen, pace(), new Ledger(), skips(), hands);
  }

  private Path folder() throws RefusedException {
    Path folder = folders.getValue();
    if (folder == null) {
      throw new RefusedException("--attach needs --folders and --bootstrap", "usage");
    }
    return folder;
  }

  private static String text(OptionSpec option) throws RefusedException {
    String text = option.getValue();
    if (text == null) {
      throw new RefusedException("--attach needs --folders and --bootstrap", "usage");
    }
    return text;
  }

  private Pace pace() {
    Pace.Mode mode =
        Options.isOn(fast)
            ? Pace.Mode.FAST
            : Options.isOn(step) ? Pace.Mode.STEPS : Pace.Mode.READABLE;
    return new Pace(mode, System.in);
  }

  private Set<Skip> skips() throws RefusedException {
    Set<Skip> skips = EnumSet.noneOf(Skip.class);
    List<String> words = skip.getValue();
    for (String word : words == null ? List.<String>of() : words) {
      skips.add(
          Skip.of(word)
              .orElseThrow(() ->
                  new RefusedException(
                      "--skip takes one of %s, not %s".formatted(Skip.words(), word), "usage")));
    }
    return skips;
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
        && System.getenv("NO_COLOR") == null;
  }
}
