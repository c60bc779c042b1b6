package dev.circleoftrust.benchmarks;

import dev.circleoftrust.benchmarks.micro.Benchmarks;
import dev.circleoftrust.benchmarks.micro.CpuTime;
import dev.circleoftrust.benchmarks.micro.Throughputs;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code benchmark}: runs what stands in {@code benchmarks.micro}, by JMH. */
final class BenchmarkCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  private final PositionalParamSpec words =
      PositionalParamSpec.builder()
          .index("0..*")
          .arity("1..*")
          .required(true)
          .paramLabel("NAME [JMH OPTION...]")
          .hideParamSyntax(true)
          .type(List.class)
          .auxiliaryTypes(String.class)
          .description(
              "one of "
                  + Benchmarks.names()
                  + "; after it options of JMH's own, as in judging -wi 1 -i 1 -f 1 or judging -p"
                  + " size=1024")
          .build();

  static CommandLine line() {
    return new CommandLine(new BenchmarkCommand().spec())
        .setUnmatchedOptionsArePositionalParams(true);
  }

  private CommandSpec spec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this).name("benchmark").mixinStandardHelpOptions(true);
    spec.addPositional(words);
    spec.usageMessage()
        .description(
            "Measures by JMH what happens for each record, on one thread without a broker: judging"
                + " (also of what is refused), signing batches, parsing, folding the circle log.");
    return spec;
  }

  @Override
  public Integer call() {
    List<String> given = words.getValue();
    Optional<Benchmarks> named = Benchmarks.named(given.getFirst());
    if (named.isEmpty()) {
      System.err.printf(
          "benchmarks: no benchmark is called %s; there are %s%n",
          given.getFirst(), Benchmarks.names());
      return CommandLine.ExitCode.USAGE;
    }
    return run(named.get(), given.subList(1, given.size()));
  }

  private static int run(Benchmarks measured, List<String> jmh) {
    try {
      var options =
          new OptionsBuilder()
              .parent(new CommandLineOptions(jmh.toArray(String[]::new)))
              .include(measured.pattern())
              .addProfiler(CpuTime.class)
              .shouldFailOnError(true)
              .build();
      List<String> lines = Throughputs.lines(measured, new Runner(options).run());
      System.out.println();
      lines.forEach(System.out::println);
      return CommandLine.ExitCode.OK;
    } catch (CommandLineOptionException e) {
      System.err.println("benchmarks: " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    } catch (RunnerException e) {
      System.err.println("benchmarks: " + e.getMessage());
      return FAILED;
    }
  }
}
