package dev.circleoftrust.simulator;

import dev.circleoftrust.simulator.command.Commands;
import dev.circleoftrust.simulator.demo.DemoCommand;
import dev.circleoftrust.simulator.faults.FaultsCommand;

/** The command line of the circle: {@code ./circle COMMAND}. */
public final class CircleMain {
  private CircleMain() {}

  public static void main(String[] arguments) {
    System.exit(Commands.line(DemoCommand.line(), FaultsCommand.line()).execute(arguments));
  }
}
