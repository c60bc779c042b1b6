package dev.circleoftrust.simulator.command;

import dev.circleoftrust.simulator.client.RefusedException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code TABLE.list [FILTER]}: lists a table, as typing it into the product's navigator does. */
final class ListCommand implements Callable<Integer> {
  private static final Pattern LIST = Pattern.compile("([a-z][a-z0-9_]*)\\.list");

  private final String instance;
  private final Access access = new Access();
  private final OptionSpec json = Options.json();
  private final OptionSpec limit =
      Options.number("--limit", 100, "the most records to list, 100 where nothing is said");
  private final PositionalParamSpec words = Options.words("TABLE.list [FILTER]", 0, 2);

  /** Where this command, and each below it, finds the instance. */
  Access access() {
    return access;
  }

  /** Whether this command, and each below it, answers in JSON. */
  OptionSpec json() {
    return json;
  }

  ListCommand(String instance) {
    this.instance = instance;
  }

  CommandSpec spec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this).name(instance).mixinStandardHelpOptions(true);
    access.addTo(spec);
    spec.addOption(json).addOption(limit).addPositional(words);
    spec.usageMessage()
        .description(
            "What an administrator of the %s instance does, by HTTP.".formatted(instance),
            "TABLE.list [FILTER] lists a table: sys_properties.list nameLIKEvalidation");
    return spec;
  }

  @Override
  public Integer call() throws RefusedException {
    List<String> given = Options.given(words);
    Matcher table = LIST.matcher(given.isEmpty() ? "" : given.getFirst());
    if (!table.matches()) {
      throw new RefusedException(
          "say what to do: ./circle %s --help lists it".formatted(instance), "usage");
    }
    String query = given.size() > 1 ? given.get(1) : "";
    int most = limit.<Integer>getValue();
    new Output(System.out, Options.isOn(json))
        .show(table.group(1), access.instance(instance).tables().list(table.group(1), query, most));
    return 0;
  }
}
