package dev.circleoftrust.benchmarks.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** Runs a tool of Kafka's own in this process, and catches what it prints. */
final class KafkaTool {
  /** The entry of a tool. */
  @FunctionalInterface
  interface Entry {
    void main(String[] arguments) throws Exception;
  }

  private KafkaTool() {}

  /** The lines that the tool printed. */
  static List<String> run(Entry entry, List<String> arguments) {
    PrintStream own = System.out;
    var printed = new ByteArrayOutputStream();
    try (var caught = new PrintStream(printed, true, UTF_8)) {
      System.setOut(caught);
      entry.main(arguments.toArray(String[]::new));
    } catch (Exception e) {
      throw new IllegalStateException("a tool of Kafka's failed", e);
    } finally {
      System.setOut(own);
    }
    return printed.toString(UTF_8).lines().toList();
  }
}
