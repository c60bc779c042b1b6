package dev.circleoftrust.simulator.command;

import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.UnreachableException;
import dev.circleoftrust.simulator.kafka.BrokerException;
import dev.circleoftrust.simulator.process.ChildFailedException;
import java.io.IOException;
import java.util.SequencedMap;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** All commands. The last line that one writes before it fails says why it does. */
public final class Commands {
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private Commands() {}

  /** {@code ./circle}, with every command below it: the stories by name, and what people do. */
  public static CommandLine line(SequencedMap<String, CommandLine> stories) {
    CommandSpec circle = CommandSpec.create().name("circle").mixinStandardHelpOptions(true);
    circle.usageMessage().description("A Circle of Trust of real processes on this machine.");
    var line = new CommandLine(circle);
    stories.forEach(line::addSubcommand);
    return line.addSubcommand("up", UpCommand.line())
        .addSubcommand("explain", ExplainCommand.line())
        .addSubcommand("setup", SetupCommand.line())
        .addSubcommand("trusted", VerbCommand.of("trusted", TrustedVerbs.all()))
        .addSubcommand("production", VerbCommand.of("production", ProductionVerbs.all()))
        .addSubcommand("mid", MidCommand.line())
        .addSubcommand("quarantine", QuarantineCommand.line())
        .setExecutionExceptionHandler((e, _, _) -> failed(e));
  }

  private static int failed(Exception e) {
    String why =
        switch (e) {
          case RefusedException _ -> e.getMessage();
          case UnreachableException _ -> e.getMessage();
          case BrokerException _ -> e.getMessage();
          case ConfigurationException _ -> e.getMessage();
          case ChildFailedException _ -> e.getMessage();
          case KafkaException _ -> "the broker: " + e.getMessage();
          case IOException _ -> e.toString();
          default -> "internal error: " + e;
        };
    System.err.println("circle: " + why);
    return e instanceof RefusedException refused && refused.reason().equals("usage")
        ? MISUSED
        : FAILED;
  }
}
