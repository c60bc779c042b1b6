package dev.circleoftrust.simulator.command;

import dev.circleoftrust.simulator.client.Instance;
import dev.circleoftrust.simulator.client.RefusedException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code mid health [NAME]}: what MID Servers say of themselves. */
final class MidCommand implements Callable<Integer> {
  private final Access access = new Access();
  private final OptionSpec json = Options.json();
  private final PositionalParamSpec words = Options.words("[NAME]", 0, 1);

  static CommandLine line() {
    CommandSpec mid = CommandSpec.create().name("mid").mixinStandardHelpOptions(true);
    mid.usageMessage().description("What the MID Servers say of themselves, by HTTP.");
    return new CommandLine(mid).addSubcommand("health", new CommandLine(new MidCommand().spec()));
  }

  private CommandSpec spec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this).name("health").mixinStandardHelpOptions(true);
    access.addTo(spec);
    spec.addOption(json).addPositional(words);
    spec.usageMessage().description("shows whether a MID Server enforces, and since which head");
    return spec;
  }

  @Override
  public Integer call() throws RefusedException {
    List<String> given = Options.given(words);
    var output = new Output(System.out, Options.isOn(json));
    for (Instance mid : access.mids(given.stream().findFirst())) {
      output.show(mid.get("/health").body());
    }
    return 0;
  }
}
