package dev.circleoftrust.simulator.command;

import dev.circleoftrust.simulator.circle.AttachedCircle;
import dev.circleoftrust.simulator.circle.Running;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.explain.Explanation;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code explain RECORD}: one screen about one ECC record. */
final class ExplainCommand implements Callable<Integer> {
  private final OptionSpec data = Access.data();
  private final PositionalParamSpec words = Options.words("RECORD", 1, 1);

  static CommandLine line() {
    return new CommandLine(new ExplainCommand().spec());
  }

  private CommandSpec spec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this).name("explain").mixinStandardHelpOptions(true);
    spec.addOption(data).addPositional(words);
    spec.usageMessage()
        .description(
            "Tells of one ECC record, by its sys_id: who signed the code, what brought it, its"
                + " batch, the circle then, each check.");
    return spec;
  }

  @Override
  public Integer call() throws RefusedException {
    Running running =
        Running.read(Access.folder(data))
            .orElseThrow(() ->
                new RefusedException(
                    "no circle runs in %s: start ./circle up, or name another with --data"
                        .formatted(Access.folder(data)),
                    "not-running"));
    List<URI> addresses =
        Stream.of("trusted", "production")
            .map(name -> URI.create(running.member(name).orElseThrow().address()))
            .toList();
    var circle = new AttachedCircle(running.bootstrap(), addresses, Access.folder(data));
    Explanation.of(circle, Options.given(words).getFirst()).lines().forEach(System.out::println);
    return 0;
  }
}
