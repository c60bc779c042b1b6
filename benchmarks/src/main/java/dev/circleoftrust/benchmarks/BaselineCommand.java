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
          .paramLabel("NAME")
          .type(List.class)
          .auxiliaryTypes(String.class)
          .completionCandidates(Baselines.names())
          .description("any of: ${COMPLETION-CANDIDATES}")
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
            "Measures a number of records after a warm-up that is not counted. Progress goes to"
                + " standard error, one line of JSON for each name to standard output.");
    return spec;
  }

  @Override
  public Integer call() {
    Workload measured = workload.toWorkload();
    for (String name : names.<List<String>>getValue()) {
      Optional<Baseline> baseline = Baselines.named(name);
      if (baseline.isEmpty()) {
        System.err.println("benchmarks: no baseline is called " + name);
        return CommandLine.ExitCode.USAGE;
      }
      System.out.println(baseline.get().measure(measured, System.err).toJson(measured));
    }
    return CommandLine.ExitCode.OK;
  }
}
