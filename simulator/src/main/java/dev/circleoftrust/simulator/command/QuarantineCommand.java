package dev.circleoftrust.simulator.command;

import dev.circleoftrust.simulator.client.Instance;
import dev.circleoftrust.simulator.client.RefusedException;
import dev.circleoftrust.simulator.client.Row;
import dev.circleoftrust.simulator.kafka.Broker;
import dev.circleoftrust.simulator.quarantine.ExportedEntry;
import dev.circleoftrust.simulator.quarantine.Quarantine;
import dev.circleoftrust.simulator.quarantine.QuarantineEntry;
import dev.circleoftrust.simulator.quarantine.Resending;
import dev.circleoftrust.wire.StrictJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;

/** {@code quarantine}: what operators do with the records that MID Servers refused. */
final class QuarantineCommand {
  private static final int NEWEST = 100;

  private final Access access = new Access();
  private final OptionSpec json = Options.json();
  private final OptionSpec bootstrap =
      OptionSpec.builder("--bootstrap")
          .type(String.class)
          .scopeType(ScopeType.INHERIT)
          .paramLabel("HOST:PORT")
          .description("the Kafka cluster, where it is not that of a circle of ./circle up")
          .build();
  private final OptionSpec limit =
      Options.number("--limit", NEWEST, "the most entries to list, the newest 100 by default");
  private final OptionSpec set =
      OptionSpec.builder("--set")
          .type(List.class)
          .auxiliaryTypes(String.class)
          .paramLabel("FIELD=VALUE")
          .description("another value for a field; FIELD=@FILE takes it from a file")
          .build();
  private final OptionSpec consent =
      Options.flag(Resending.CONSENT, "a second effect of the row is no harm");

  private QuarantineCommand() {}

  /** Does something with what was named on the command line. */
  @FunctionalInterface
  private interface Act {
    void on(List<String> given) throws RefusedException, IOException;
  }

  static CommandLine line() {
    return new QuarantineCommand().build();
  }

  private CommandLine build() {
    CommandSpec spec = CommandSpec.create().name("quarantine").mixinStandardHelpOptions(true);
    access.addTo(spec);
    spec.addOption(bootstrap).addOption(json);
    spec.usageMessage().description("The records that MID Servers refused and kept.");
    return new CommandLine(spec)
        .addSubcommand(part("list", "lists them, the newest last", List.of(), _ -> list(), limit))
        .addSubcommand(
            part(
                "show",
                "one of them: the verdict, what to do, the row, and the checks made again",
                List.of("ENTRY"),
                given -> show(entry(given))))
        .addSubcommand(
            part(
                "export",
                "writes original bytes and headers to a new file, as JSON with base64",
                List.of("ENTRY", "FILE"),
                this::export))
        .addSubcommand(
            part(
                "resend",
                "has production send the row again as a new one, once what was wrong is mended",
                List.of("ENTRY"),
                given -> resend(entry(given)),
                set,
                consent));
  }

  private CommandLine part(
      String name, String description, List<String> words, Act act, OptionSpec... options) {
    PositionalParamSpec given = Options.words(String.join(" ", words), words.size(), words.size());
    Callable<Integer> run =
        () -> {
          act.on(words.isEmpty() ? List.of() : Options.given(given));
          return 0;
        };
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(run).name(name).mixinStandardHelpOptions(true);
    for (OptionSpec option : options) {
      spec.addOption(option);
    }
    if (!words.isEmpty()) {
      spec.addPositional(given);
    }
    spec.usageMessage().description(description);
    return new CommandLine(spec);
  }

  private void list() {
    output().show(Quarantine.TABLE, new Quarantine(broker()).list(limit.<Integer>getValue()));
  }

  private void show(QuarantineEntry entry) {
    new QuarantineScreen(output(), broker()).show(entry, () -> access.instance("production"));
  }

  private void export(List<String> given) throws RefusedException, IOException {
    Path file = Path.of(given.get(1));
    int size = ExportedEntry.write(entry(given), file);
    output().show(StrictJson.object().put("file", file.toString()).put("bytes", size));
  }

  private void resend(QuarantineEntry entry) throws RefusedException, IOException {
    String old = Resending.row(entry).sysId().value();
    Instance production = access.instance("production");
    List<String> pairs = set.getValue();
    Map<String, String> values =
        Resending.values(
            entry,
            own(production, old),
            TableVerbs.values(pairs == null ? List.of() : pairs),
            Options.isOn(consent));
    Row row = Row.of(production.tables().insert("ecc_queue", values).required().result());
    output()
        .show(
            StrictJson.object()
                .put("row", row.sysId())
                .put("instead_of", old)
                .put("state", row.value("state"))
                .put(
                    "signature",
                    "production notarizes the new row by itself; nothing of the old one was used"));
  }

  private static Optional<Row> own(Instance production, String row) throws RefusedException {
    return production.tables().list("ecc_queue", "sys_id=" + row, 1).stream().findFirst();
  }

  private QuarantineEntry entry(List<String> given) throws RefusedException {
    return new Quarantine(broker()).entry(given.getFirst());
  }

  private Broker broker() {
    String given = bootstrap.getValue();
    return new Broker(given == null ? access.running().bootstrap() : given);
  }

  private Output output() {
    return new Output(System.out, Options.isOn(json));
  }
}
