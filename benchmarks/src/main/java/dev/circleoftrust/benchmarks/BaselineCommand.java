package dev.circleoftrust.benchmarks;

import dev.circleoftrust.benchmarks.baseline.Baselines;
import dev.circleoftrust.benchmarks.measure.Baseline;
import dev.circleoftrust.benchmarks.measure.Workload;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code baseline}: measures what Code Signing is compared with, one line of JSON for each. */
final class BaselineCommand implements Callable<Integer> {
  private final PositionalParamSpec names =
      PositionalParamSpec.builder()
          .index("0..*")
          .arity("1..*")
          .paramLabel("NAME[=RECORDS]")
          .type(List.class)
          .auxiliaryTypes(String.class)
          .completionCandidates(Baselines.names())
          .description("any of: ${COMPLETION-CANDIDATES}; with a number of records of its own")
          .build();
  private final WorkloadOptions workload = new WorkloadOptions();

  static CommandLine line() {
    return new CommandLine(new BaselineCommand().spec());
  }

  private CommandSpec spec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this).name("baseline").mixinStandardHelpOptions(true);
    spec.addPositional(names);
    workload.addTo(spec);
    spec.usageMessage()
        .description(
            "Measures a number of records until it gets no faster, one name after the other."
                + " Progress goes to standard error, one line of JSON for each name to"
                + " standard output.");
    return spec;
  }

  @Override
  public Integer call() {
    Workload all = workload.toWorkload();
    for (String asked : names.<List<String>>getValue()) {
      int end = asked.indexOf('=');
      String name = end < 0 ? asked : asked.substring(0, end);
      Optional<Baseline> baseline = Baselines.named(name);
      if (baseline.isEmpty()) {
        System.err.println("benchmarks: no baseline is called " + name);
        return CommandLine.ExitCode.USAGE;
      }
      Workload measured = end < 0 ? all : all.of(Long.parseLong(asked.substring(end + 1)));
      System.out.println(baseline.get().measure(measured, System.err).toJson(measured));
    }
    return CommandLine.ExitCode.OK;
  }
}
