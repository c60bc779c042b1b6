package dev.circleoftrust.benchmarks.wireform;

import dev.circleoftrust.benchmarks.measure.Workload;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Measures the forms one after another, round by round, so that whatever else the machine does
 * meets them alike. The first round warms up and is not counted.
 */
public final class WireFormTable {
  private final Workload workload;
  private final int rounds;
  private final PrintStream progress;

  /** A table of so many counted rounds. */
  public WireFormTable(Workload workload, int rounds, PrintStream progress) {
    this.workload = workload;
    this.rounds = rounds;
    this.progress = progress;
  }

  /** Rows of a table in Markdown: medians, and the median of the rounds' ratios to unsigned. */
  public List<String> measure() {
    Map<String, WireForm> forms = new LinkedHashMap<>();
    forms.put("unsigned", new UnsignedForm());
    forms.put("self-contained", BatchForm.selfContained(workload));
    forms.put("shared", BatchForm.shared(workload));
    Map<String, List<WireFormTrial>> trials = new LinkedHashMap<>();
    forms.keySet().forEach(name -> trials.put(name, new ArrayList<>()));
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<String, WireForm> form : forms.entrySet()) {
        WireFormTrial trial = WireFormTrial.of(form.getValue(), workload, progress);
        progress.printf(Locale.ROOT, "round %d, %s: %s%n", round, form.getKey(), trial);
        if (round > 0) {
          trials.getOrDefault(form.getKey(), new ArrayList<>()).add(trial);
        }
      }
    }
    List<WireFormTrial> unsigned = List.copyOf(trials.values()).getFirst();
    return trials.entrySet().stream()
        .map(form -> row(form.getKey(), form.getValue(), unsigned))
        .toList();
  }

  private String row(String name, List<WireFormTrial> trials, List<WireFormTrial> unsigned) {
    return "| %d B | %s | %s | %s | %s | %s | %.1f us (%.2f) | %.0f |"
        .formatted(
            workload.size(),
            workload.codec(),
            name,
            cell(trials, unsigned, WireFormTrial::produced),
            cell(trials, unsigned, WireFormTrial::consumed),
            cell(trials, unsigned, WireFormTrial::channel),
            median(trials, WireFormTrial::cpuMicros),
            median(trials, WireFormTrial::cpuMicros) / median(unsigned, WireFormTrial::cpuMicros),
            median(trials, WireFormTrial::bytesPerRecord));
  }

  private static String cell(
      List<WireFormTrial> trials,
      List<WireFormTrial> unsigned,
      ToDoubleFunction<WireFormTrial> rate) {
    double[] rates = trials.stream().mapToDouble(rate).toArray();
    double[] ratios = new double[rates.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = rates[i] / rate.applyAsDouble(unsigned.get(i));
    }
    return String.format(Locale.ROOT, "%.0f k (%.2f)", median(rates) / 1000, median(ratios));
  }

  private static double median(List<WireFormTrial> trials, ToDoubleFunction<WireFormTrial> figure) {
    return median(trials.stream().mapToDouble(figure).toArray());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
