package dev.circleoftrust.benchmarks;

import dev.circleoftrust.benchmarks.wireform.WireFormTable;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code wire-forms}: what each form costs in which a signature can travel with records. */
final class WireFormsCommand implements Callable<Integer> {
  private static final String HEADING =
      """
      | size | codec | form | producer alone | judging consumer alone | whole channel | its CPU | bytes a record |
      | --- | --- | --- | --- | --- | --- | --- | --- |\
      """;

  private final WorkloadOptions workload = new WorkloadOptions();
  private final OptionSpec rounds =
      OptionSpec.builder("--rounds")
          .type(int.class)
          .defaultValue("3")
          .paramLabel("N")
          .description("how often each form is measured after a round that is not counted")
          .build();

  static CommandLine line() {
    return new CommandLine(new WireFormsCommand().spec());
  }

  private CommandSpec spec() {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(this).name("wire-forms").mixinStandardHelpOptions(true);
    workload.addTo(spec);
    spec.addOption(rounds);
    spec.usageMessage()
        .description(
            "Measures unsigned, self-contained and shared proofs by turns, and prints rows of a"
                + " table: records a second (median), and in brackets the ratio to unsigned.");
    return spec;
  }

  @Override
  public Integer call() {
    System.out.println(HEADING);
    new WireFormTable(workload.toWorkload(), rounds.<Integer>getValue(), System.err)
        .measure()
        .forEach(System.out::println);
    return CommandLine.ExitCode.OK;
  }
}
