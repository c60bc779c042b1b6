package dev.circleoftrust.benchmarks.micro;

import static java.util.stream.Collectors.joining;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be measured by JMH, by name. */
public enum Benchmarks {
  /** A MID Server's verdict, and its refusals. */
  JUDGING("records", JudgingBenchmark.class, CodeJudgingBenchmark.class),
  /** Production's signature over a batch. */
  BATCHES("records", BatchingBenchmark.class),
  /** The strict readers. */
  PARSING("documents", ParsingBenchmark.class),
  /** The circle log folded to the circle's state. */
  STATE("log items", StateBenchmark.class);

  private final String counted;
  private final String pattern;

  Benchmarks(String counted, Class<?>... classes) {
    this.counted = counted;
    this.pattern =
        Stream.of(classes).map(Class::getSimpleName).collect(joining("|", "\\.(", ")\\."));
  }

  /** The names, as they are given on the command line. */
  public static String names() {
    return Stream.of(values()).map(Benchmarks::word).collect(joining(", "));
  }

  /** The one called {@code name}. */
  public static Optional<Benchmarks> named(String name) {
    return Stream.of(values()).filter(one -> one.word().equals(name)).findFirst();
  }

  /** Its name on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What its throughput counts, such as {@code records}. */
  public String counted() {
    return counted;
  }

  /** What JMH calls them, as a regular expression. */
  public String pattern() {
    return pattern;
  }
}
