package dev.circleoftrust.simulator.load;

import dev.circleoftrust.simulator.load.run.Machines;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * {@code benchmark}: the program that measures what happens for each record, with this one's input,
 * output and exit code. It reads its own arguments, {@code --help} too.
 */
public final class BenchmarkCommand implements Callable<Integer> {
  private final PositionalParamSpec words =
      PositionalParamSpec.builder()
          .index("0..*")
          .arity("0..*")
          .paramLabel("NAME [JMH OPTION...]")
          .type(List.class)
          .auxiliaryTypes(String.class)
          .build();

  private BenchmarkCommand() {}

  /** The command. */
  public static CommandLine line() {
    return new CommandLine(new BenchmarkCommand().spec())
        .setUnmatchedOptionsArePositionalParams(true);
  }

  private CommandSpec spec() {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("benchmark");
    spec.addPositional(words);
    spec.usageMessage()
        .description(
            "Measures by JMH what happens for each record, without a broker: judging, batches,"
                + " parsing or state.");
    return spec;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> given = words.getValue();
    List<String> command = Machines.besideThis().command(Machines.Role.BASELINE, "benchmark");
    if (given != null) {
      command.addAll(given);
    }
    Process program = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(program::destroy, "end"));
    return program.waitFor();
  }
}
