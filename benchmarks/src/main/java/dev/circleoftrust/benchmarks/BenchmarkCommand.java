package dev.circleoftrust.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code benchmark}: runs what stands in {@code benchmarks.micro}, by JMH. */
final class BenchmarkCommand implements Callable<Integer> {
  private final PositionalParamSpec words =
      PositionalParamSpec.builder()
          .index("0..*")
          .arity("0..*")
          .paramLabel("NAME [JMH OPTION...]")
          .type(List.class)
          .auxiliaryTypes(String.class)
          .description(
              "what the benchmark's name holds, in any case, and options of JMH's own, as in"
                  + " judging -f 1 -wi 3 -i 5; -h lists them, -l the benchmarks")
          .build();

  static CommandLine line() {
    return new CommandLine(new BenchmarkCommand().spec())
        .setUnmatchedOptionsArePositionalParams(true);
  }

  private CommandSpec spec() {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("benchmark");
    spec.addPositional(words);
    spec.usageMessage().description("Runs benchmarks of what happens for each record, by JMH.");
    return spec;
  }

  @Override
  public Integer call() throws Exception {
    List<String> given = words.getValue();
    var options = new ArrayList<String>(given == null ? List.of() : given);
    if (!options.isEmpty() && !options.getFirst().startsWith("-")) {
      options.set(0, "(?i)" + options.getFirst());
    }
    Main.main(options.toArray(String[]::new));
    return 0;
  }
}
