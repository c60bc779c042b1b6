package dev.circleoftrust.simulator.command;

import dev.circleoftrust.simulator.client.RefusedException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** One thing that an administrator of an instance does. */
final class VerbCommand implements Callable<Integer> {
  private final String instance;
  private final Verb verb;
  private final Access access;
  private final OptionSpec json;
  private final PositionalParamSpec words;

  private VerbCommand(String instance, Verb verb, ListCommand above) {
    this.instance = instance;
    this.verb = verb;
    this.access = above.access();
    this.json = above.json();
    this.words = Options.words(String.join(" ", verb.parameters()), verb.fewest(), verb.most());
  }

  /** The command of an instance: its table lists, and each verb below it. */
  static CommandLine of(String instance, List<Verb> verbs) {
    var above = new ListCommand(instance);
    var line = new CommandLine(above.spec());
    for (Verb verb : Stream.concat(verbs.stream(), TableVerbs.all().stream()).toList()) {
      var command = new VerbCommand(instance, verb, above);
      line.addSubcommand(verb.name(), new CommandLine(command.spec()));
    }
    return line;
  }

  private CommandSpec spec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this).name(verb.name()).mixinStandardHelpOptions(true);
    if (verb.most() > 0) {
      spec.addPositional(words);
    }
    spec.usageMessage().description(verb.description());
    return spec;
  }

  @Override
  public Integer call() throws RefusedException, IOException {
    List<String> given = verb.most() > 0 ? Options.given(words) : List.of();
    new Output(System.out, Options.isOn(json))
        .show(verb.act().on(access.instance(instance), given));
    return 0;
  }
}
