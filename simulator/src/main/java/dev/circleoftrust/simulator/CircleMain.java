package dev.circleoftrust.simulator;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The command line of the circle: {@code ./circle COMMAND}. */
public final class CircleMain {
  private CircleMain() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  private static CommandLine commandLine() {
    CommandSpec circle = CommandSpec.create().name("circle").mixinStandardHelpOptions(true);
    circle.usageMessage().description("A Circle of Trust of real processes on this machine.");
    return new CommandLine(circle);
  }
}
