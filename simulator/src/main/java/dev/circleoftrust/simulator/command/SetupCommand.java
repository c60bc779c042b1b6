package dev.circleoftrust.simulator.command;

import dev.circleoftrust.simulator.circle.AttachedCircle;
import dev.circleoftrust.simulator.circle.BootFile;
import dev.circleoftrust.simulator.circle.Establishment;
import dev.circleoftrust.simulator.client.RefusedException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code setup}: establishes the circle of instances that somebody else started, once. */
final class SetupCommand implements Callable<Integer> {
  private static final int PORT = 8080;

  private final OptionSpec trusted = address("--trusted", "the trusted instance");
  private final OptionSpec production = address("--production", "the production instance");
  private final OptionSpec bootstrap =
      OptionSpec.builder("--bootstrap")
          .type(String.class)
          .required(true)
          .paramLabel("HOST:PORT")
          .description("the Kafka cluster, as MID Servers reach it")
          .build();
  private final OptionSpec folders =
      OptionSpec.builder("--folders")
          .type(Path.class)
          .required(true)
          .paramLabel("DIR")
          .description("holds the folders trusted, production, mid-1, mid-2 ...")
          .build();
  private final OptionSpec mids = Options.number("--mids", 2, "how many MID Servers, 2 by default");

  static CommandLine line() {
    return new CommandLine(new SetupCommand().spec());
  }

  private CommandSpec spec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this).name("setup").mixinStandardHelpOptions(true);
    for (OptionSpec option : List.of(trusted, production, bootstrap, folders, mids)) {
      spec.addOption(option);
    }
    spec.usageMessage()
        .description(
            "Establishes the circle of two instances that run already, and writes the boot file of"
                + " each MID Server. What is established stays as it is.");
    return spec;
  }

  @Override
  public Integer call() throws RefusedException {
    String cluster = bootstrap.<String>getValue();
    Path parent = folders.<Path>getValue();
    var circle =
        new AttachedCircle(
            cluster, List.of(trusted.<URI>getValue(), production.<URI>getValue()), parent);
    String id = circle.trusted().circle().circle();
    if (id.isEmpty()) {
      id = new Establishment(circle.trusted(), circle.production()).establish();
    }
    int count = mids.<Integer>getValue();
    for (int i = 1; i <= count; i++) {
      String name = "mid-" + i;
      if (!BootFile.isIn(circle.folderOf(name))) {
        BootFile.prepare(circle.folderOf(name), new BootFile.Content(name, cluster, id, PORT));
      }
    }
    System.out.printf("circle %s, %d MID Servers pinned to it%n", id, count);
    return 0;
  }

  private static OptionSpec address(String name, String description) {
    return OptionSpec.builder(name)
        .type(URI.class)
        .required(true)
        .paramLabel("URL")
        .description(description)
        .build();
  }
}
