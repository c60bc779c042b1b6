package dev.circleoftrust.simulator.command;

import java.util.Map;

/** The two scheduled jobs, by the short names of the command line. */
final class Jobs {
  private static final Map<String, String> NAMES =
      Map.of(
          "turn-on", "Turn on Code Signing Property",
          "turn-off", "Turn off Code Signing Property");

  private Jobs() {}

  /** The product's name of a job; what is no short name is one already. */
  static String named(String name) {
    return NAMES.getOrDefault(name, name);
  }
}
