package dev.circleoftrust.simulator.load.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.simulator.load.figure.Spread;
import dev.circleoftrust.wire.StrictJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The latencies that are reported, in milliseconds. */
final class Quantiles {
  private static final double MICROS_A_MILLI = 1_000;
  private static final Map<String, Double> PERCENTILES = percentiles();

  private Quantiles() {}

  /** Those of a histogram of microseconds. */
  static ObjectNode json(Histogram histogram) {
    ObjectNode json = StrictJson.object();
    PERCENTILES.forEach((name, percentile) -> json.put(name, millis(histogram, percentile)));
    return json.put("max", histogram.getMaxValue() / MICROS_A_MILLI);
  }

  /** The spread of those of several histograms. */
  static ObjectNode spread(List<Histogram> histograms) {
    ObjectNode json = StrictJson.object();
    PERCENTILES.forEach((name, percentile) ->
        json.set(
            name, json(Spread.of(histograms.stream().map(h -> millis(h, percentile)).toList()))));
    return json.set(
        "max",
        json(Spread.of(histograms.stream().map(h -> h.getMaxValue() / MICROS_A_MILLI).toList())));
  }

  /** A spread. */
  static ObjectNode json(Spread spread) {
    return StrictJson.object()
        .put("median", spread.median())
        .put("min", spread.min())
        .put("max", spread.max())
        .put("n", spread.n());
  }

  static double millis(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / MICROS_A_MILLI;
  }

  private static Map<String, Double> percentiles() {
    var percentiles = new LinkedHashMap<String, Double>();
    percentiles.put("p50", 50.0);
    percentiles.put("p90", 90.0);
    percentiles.put("p99", 99.0);
    percentiles.put("p999", 99.9);
    return percentiles;
  }
}
