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
    return new CommandLine(benchmarks)
        .addSubcommand("baseline", BaselineCommand.line())
        .addSubcommand("benchmark", BenchmarkCommand.line())
        .addSubcommand("wire-forms", WireFormsCommand.line())
        .setExecutionExceptionHandler((e, _, _) -> failed(e));
  }

  private static int failed(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      System.err.println("benchmarks: " + cause);
    }
    return CommandLine.ExitCode.SOFTWARE;
  }
}
