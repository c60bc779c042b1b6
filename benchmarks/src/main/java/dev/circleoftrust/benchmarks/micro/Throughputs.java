package dev.circleoftrust.benchmarks.micro;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The figures of a run in words: how many a second, and the processor time of one. */
public final class Throughputs {
  private Throughputs() {}

  /** A line for each benchmark that ran. */
  public static List<String> lines(Benchmarks measured, Collection<RunResult> results) {
    return results.stream().map(result -> line(measured, result)).toList();
  }

  private static String line(Benchmarks measured, RunResult result) {
    double rate = result.getPrimaryResult().getScore();
    String line =
        String.format(
            Locale.ROOT, "%-56s %,14.0f %s/s", label(result.getParams()), rate, measured.counted());
    Result<?> cpu = result.getSecondaryResults().get(CpuTime.LABEL);
    return cpu == null
        ? line
        : line + String.format(Locale.ROOT, ", %,.2f us of processor each", cpu.getScore());
  }

  private static String label(BenchmarkParams params) {
    String name = params.getBenchmark();
    String method = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
    return params.getParamsKeys().stream()
        .map(key -> key + " " + params.getParam(key))
        .collect(Collectors.joining(", ", method + " ", ""));
  }
}
