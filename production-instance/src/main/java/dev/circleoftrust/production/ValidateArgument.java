package dev.circleoftrust.production;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.runtime.process.Argument;
import dev.circleoftrust.runtime.process.Arguments;
import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;

/** {@code --validate NAMES}: whoever deploys production names the MID Servers of the company. */
final class ValidateArgument {
  static final Argument VALIDATE =
      Argument.optional(
          "validate",
          "NAMES",
          "MID Servers that are validated when they first check in; several separated by commas",
          "");

  private ValidateArgument() {}

  /**
   * The names.
   *
   * @throws ConfigurationException if one is none
   */
  static List<AgentName> names(Arguments arguments) {
    String list = arguments.text(VALIDATE);
    var names = new ArrayList<AgentName>();
    for (String name : list.isEmpty() ? new String[0] : list.split(",", -1)) {
      try {
        names.add(AgentName.parse(name.strip()));
      } catch (MalformedException e) {
        throw new ConfigurationException("--validate: " + e.fact(), e);
      }
    }
    return names;
  }
}
