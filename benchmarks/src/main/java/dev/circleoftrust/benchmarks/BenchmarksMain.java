package dev.circleoftrust.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The program that measures: progress on standard error, figures on standard output. */
public final class BenchmarksMain {
  private BenchmarksMain() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  private static CommandLine commandLine() {
    CommandSpec benchmarks = CommandSpec.create().name("benchmarks").mixinStandardHelpOptions(true);
    benchmarks.usageMessage().description("Measures what Code Signing is compared with.");
    return new CommandLine(benchmarks).addSubcommand("benchmark", BenchmarkCommand.line());
  }
}
