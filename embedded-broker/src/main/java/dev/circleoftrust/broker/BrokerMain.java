package dev.circleoftrust.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * A broker as a process of its own, for as long as whoever started it holds its standard input.
 *
 * <p>Prints {@code READY host:port} and nothing else on standard output; Kafka's own words go to
 * {@code broker.log} in the folder. Ends in an orderly way, with status 0, when its standard input
 * does or on SIGTERM, also when its parent was killed. SIGINT and SIGHUP, which a terminal sends to
 * the parent as well, are left to the parent: what it has to write before it ends needs a broker.
 */
public final class BrokerMain {
  private BrokerMain() {}

  public static void main(String[] arguments) {
    ignore("INT");
    ignore("HUP");
    System.exit(commandLine().execute(arguments));
  }

  /** The JDK has no other way than this one, which it keeps and warns of. */
  private static void ignore(String signal) {
    Signal.handle(new Signal(signal), SignalHandler.SIG_IGN);
  }

  private static CommandLine commandLine() {
    CommandSpec broker = CommandSpec.create().name("embedded-broker");
    broker.usageMessage().description("Apache Kafka on 127.0.0.1, until standard input ends.");
    broker.addOption(
        OptionSpec.builder("--data")
            .type(Path.class)
            .required(true)
            .description("folder that keeps the topics; made if missing")
            .build());
    broker.addOption(port("--port", "port for clients, 0 for any that is free"));
    broker.addOption(port("--controller-port", "port for the broker itself, 0 for any"));
    broker.addOption(
        OptionSpec.builder("--detour")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("LISTEN:ADVERTISED")
            .description("a further port for clients, who are told to come by another one")
            .build());
    broker.mixinStandardHelpOptions(true);
    return new CommandLine(broker).setExecutionStrategy(BrokerMain::run);
  }

  private static OptionSpec port(String name, String description) {
    return OptionSpec.builder(name)
        .type(int.class)
        .defaultValue("0")
        .description(description)
        .build();
  }

  private static int run(ParseResult arguments) {
    Integer helped = CommandLine.executeHelpRequest(arguments);
    if (helped != null) {
      return helped;
    }
    try {
      serve(
          BrokerFolder.of(arguments.matchedOptionValue("--data", Path.of(""))),
          new BrokerPorts(
              arguments.matchedOptionValue("--port", 0),
              arguments.matchedOptionValue("--controller-port", 0)),
          arguments.matchedOptionValue("--detour", List.<String>of()).stream()
              .map(Detour::parse)
              .toList());
      return 0;
    } catch (BrokerStartException | IllegalArgumentException | UncheckedIOException e) {
      System.err.println("embedded-broker: " + e.getMessage());
      return 1;
    }
  }

  private static void serve(BrokerFolder folder, BrokerPorts ports, List<Detour> detours) {
    logTo(folder.diary());
    KafkaExit.die(fault -> System.err.println("embedded-broker: " + fault.getMessage()));
    EmbeddedBroker broker = EmbeddedBroker.start(folder, ports, detours);
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-stop"));
    System.out.println("READY " + broker.bootstrapServers());
    awaitEnd(System.in);
  }

  /** Before Kafka makes its first logger. */
  private static void logTo(Path file) {
    System.setProperty("logback.configurationFile", "broker-logback.xml");
    System.setProperty("broker.log", file.toString());
  }

  private static void awaitEnd(InputStream input) {
    try {
      input.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
