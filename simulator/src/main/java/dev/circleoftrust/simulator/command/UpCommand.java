package dev.circleoftrust.simulator.command;

import dev.circleoftrust.simulator.circle.CircleFolder;
import dev.circleoftrust.simulator.circle.Establishment;
import dev.circleoftrust.simulator.circle.Running;
import dev.circleoftrust.simulator.circle.RunningCircle;
import dev.circleoftrust.simulator.circle.Sharing;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.process.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code up}: starts a circle, establishes it if it is new, and stays until it is interrupted. */
final class UpCommand implements Callable<Integer> {
  private static final Duration WATCH = Duration.ofMillis(500);
  private static final List<String> MADE_AT_FIRST = List.of("broker", "trusted", "production");

  private final OptionSpec data = Access.data();
  private final OptionSpec mids = Options.number("--mids", 2, "how many MID Servers, 2 by default");
  private final OptionSpec cluster =
      OptionSpec.builder("--cluster")
          .type(String.class)
          .paramLabel("NAME[:failover]")
          .description(
              "the cluster that new MID Servers become members of; they share its rows, or with"
                  + " :failover the first one there works on all")
          .build();
  private final OptionSpec bootstrap =
      OptionSpec.builder("--bootstrap")
          .type(String.class)
          .paramLabel("HOST:PORT")
          .description("a Kafka cluster to use in place of a broker of its own")
          .build();

  static CommandLine line() {
    return new CommandLine(new UpCommand().spec());
  }

  private CommandSpec spec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this).name("up").mixinStandardHelpOptions(true);
    spec.addOption(data).addOption(mids).addOption(cluster).addOption(bootstrap);
    spec.usageMessage()
        .description(
            "Starts a circle and stays until Ctrl-C. Its state is kept: the same circle comes back,"
                + " also after kill -9.");
    return spec;
  }

  @Override
  public Integer call() throws Exception {
    Path path = Access.folder(data);
    int count = mids.<Integer>getValue();
    if (count < 1) {
      throw new RefusedException("--mids is at least 1", "usage");
    }
    var _ = clusters(); // before anything is made for a name that is none
    CircleFolder folder = CircleFolder.open(path);
    try (RunningCircle circle = RunningCircle.in(folder, Programs.besideThis(), () -> {})) {
      circle
          .leftovers()
          .forEach(name -> System.out.println("ended " + name + ", left over by a killed command"));
      start(circle, count);
      explain(circle);
      watch(circle);
    }
    return 0;
  }

  private void start(RunningCircle circle, int count) throws RefusedException {
    CircleFolder folder = circle.folder();
    if (!folder.settings().isEstablished()) {
      folder.clear(MADE_AT_FIRST); // an earlier start that was cut short holds nothing of value
    }
    String elsewhere = bootstrap.getValue();
    if (elsewhere == null) {
      show(circle.startBroker());
    } else {
      circle.useBroker(elsewhere);
    }
    List<String> names = IntStream.rangeClosed(1, count).mapToObj(i -> "mid-" + i).toList();
    circle.startInstances(names).forEach(UpCommand::show);
    if (!folder.settings().isEstablished()) {
      System.out.println("establishing a new circle with demonstration keys");
      circle.established(new Establishment(circle.trusted(), circle.production()).establish());
    }
    circle.startMids(names, clusters()).forEach(UpCommand::show);
  }

  private List<Sharing> clusters() throws RefusedException {
    String named = cluster.getValue();
    return named == null ? List.of() : List.of(Sharing.parse(named));
  }

  private static void show(Running.Member member) {
    System.out.printf("%-12s pid %-8d %s%n", member.name(), member.pid(), member.address());
  }

  private static void explain(RunningCircle circle) {
    Path folder = circle.folder().path();
    System.out.printf(
        """
        circle       %s
        folder       %s
        passwords    trusted/admin-password and production/admin-password in it; the user is admin
        Everything listens on 127.0.0.1 only, and one user of this machine runs all of it: the walls
        between the processes are a demonstration here, and real on separate hosts or in containers.
        Ctrl-C ends it; ./circle up --data %s brings the same circle back.
        """,
        circle.folder().settings().circle(), folder, folder);
  }

  /** A process that ends is no reason to end the others: trying that out is what up is for. */
  private static void watch(RunningCircle circle) throws InterruptedException {
    while (true) {
      circle.firstEnded().ifPresent(words -> System.out.println("circle: " + words));
      Thread.sleep(WATCH);
    }
  }
}
