package dev.circleoftrust.simulator.command;

import dev.circleoftrust.simulator.client.RefusedException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** One thing that an administrator of an instance does. */
final class VerbCommand implements Callable<Integer> {
  private final String instance;
  private final Verb verb;
  private final Access access = new Access();
  private final OptionSpec json = Options.json();
  private final PositionalParamSpec words;

  private VerbCommand(String instance, Verb verb) {
    this.instance = instance;
    this.verb = verb;
    this.words = Options.words(String.join(" ", verb.parameters()), verb.fewest(), verb.most());
  }

  /** The command of an instance: its table lists, and each verb below it. */
  static CommandLine of(String instance, List<Verb> verbs) {
    var line = new CommandLine(new ListCommand(instance).spec());
    for (Verb verb : verbs) {
      line.addSubcommand(verb.name(), new CommandLine(new VerbCommand(instance, verb).spec()));
    }
    for (Verb verb : TableVerbs.all()) {
      line.addSubcommand(verb.name(), new CommandLine(new VerbCommand(instance, verb).spec()));
    }
    return line;
  }

  private CommandSpec spec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this).name(verb.name()).mixinStandardHelpOptions(true);
    access.addTo(spec);
    spec.addOption(json);
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
