package dev.circleoftrust.simulator.command;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;

/** Options and arguments as several commands declare them. */
public final class Options {
  private Options() {}

  /** An option that is there or not. */
  public static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).description(description).build();
  }

  /** Whether a flag was given. */
  public static boolean isOn(OptionSpec flag) {
    return Boolean.TRUE.equals(flag.<Object>getValue());
  }

  /** An option with a number. */
  public static OptionSpec number(String name, int otherwise, String description) {
    return OptionSpec.builder(name)
        .type(int.class)
        .defaultValue(Integer.toString(otherwise))
        .paramLabel("N")
        .description(description)
        .build();
  }

  /** As JSON. */
  static OptionSpec json() {
    return OptionSpec.builder("--json")
        .type(boolean.class)
        .scopeType(ScopeType.INHERIT)
        .description("as JSON")
        .build();
  }

  /** Arguments without a name. */
  static PositionalParamSpec words(String label, int fewest, int most) {
    String arity = fewest + ".." + (most == Integer.MAX_VALUE ? "*" : Integer.toString(most));
    return PositionalParamSpec.builder()
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity(arity)
        .required(fewest > 0)
        .paramLabel(label)
        .hideParamSyntax(true)
        .build();
  }

  /** The arguments that were given. */
  static List<String> given(PositionalParamSpec words) {
    List<String> given = words.getValue();
    return given == null ? List.of() : List.copyOf(given);
  }
}
