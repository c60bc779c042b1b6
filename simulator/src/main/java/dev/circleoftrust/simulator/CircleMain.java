package dev.circleoftrust.simulator;

import dev.circleoftrust.simulator.command.Commands;
import dev.circleoftrust.simulator.demo.DemoCommand;
import dev.circleoftrust.simulator.faults.FaultsCommand;
import dev.circleoftrust.simulator.load.BenchmarkCommand;
import dev.circleoftrust.simulator.load.LoadCommand;
import java.util.LinkedHashMap;
import picocli.CommandLine;

/** The command line of the circle: {@code ./circle COMMAND}. */
public final class CircleMain {
  private CircleMain() {}

  public static void main(String[] arguments) {
    var stories = new LinkedHashMap<String, CommandLine>();
    stories.put("demo", DemoCommand.line());
    stories.put("load", LoadCommand.line());
    stories.put("benchmark", BenchmarkCommand.line());
    stories.put("faults", FaultsCommand.line());
    System.exit(Commands.line(stories).execute(arguments));
  }
}
