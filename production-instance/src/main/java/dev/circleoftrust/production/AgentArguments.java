package dev.circleoftrust.production;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.runtime.process.Argument;
import dev.circleoftrust.runtime.process.Arguments;
import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The MID Servers that whoever deploys production names. */
final class AgentArguments {
  /** The MID Servers of the company. */
  static final Argument VALIDATE =
      Argument.optional(
          "validate",
          "NAMES",
          "MID Servers that are validated when they first check in; several separated by commas",
          "");

  /** Those of a load test. */
  static final Argument CHANNEL =
      Argument.optional(
          "channel",
          "NAMES",
          "MID Servers or clusters of a load test: fed from memory, not from the ECC queue",
          "");

  private AgentArguments() {}

  /** MID Servers that nobody needs to validate by hand. */
  static List<AgentName> validated(Arguments arguments) {
    return names(arguments, VALIDATE);
  }

  /**
   * Those that the channel feeds.
   *
   * @throws ConfigurationException if one is no name, or is one of the queue's too
   */
  static Set<AgentName> channel(Arguments arguments) {
    Set<AgentName> channel = Set.copyOf(names(arguments, CHANNEL));
    for (AgentName name : names(arguments, VALIDATE)) {
      if (channel.contains(name)) {
        throw new ConfigurationException(
            "--channel: %s is named by --validate too: the channel or the queue feeds it"
                .formatted(name));
      }
    }
    return channel;
  }

  private static List<AgentName> names(Arguments arguments, Argument argument) {
    String list = arguments.text(argument);
    var names = new ArrayList<AgentName>();
    for (String name : list.isEmpty() ? new String[0] : list.split(",", -1)) {
      try {
        names.add(AgentName.parse(name.strip()));
      } catch (MalformedException e) {
        throw new ConfigurationException("--%s: %s".formatted(argument.name(), e.fact()), e);
      }
    }
    return names;
  }
}
