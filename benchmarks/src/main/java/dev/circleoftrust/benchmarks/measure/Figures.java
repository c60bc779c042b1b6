package dev.circleoftrust.benchmarks.measure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * What was measured.
 *
 * @param name of the measurement
 * @param records that were counted
 * @param time that they took
 * @param bytesOnWire what the topic's log holds of them: compressed, with Kafka's framing
 * @param detail what a reader has to know to judge the figure
 */
public record Figures(String name, long records, Duration time, long bytesOnWire, String detail) {
  private static final double NANOS = 1e9;

  public double recordsPerSecond() {
    return records / (time.toNanos() / NANOS);
  }

  /** One line of JSON. */
  public String toJson(Workload workload) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", name);
    json.put("records", records);
    json.put("seconds", time.toNanos() / NANOS);
    json.put("recordsPerSecond", recordsPerSecond());
    json.put("bytesOnWire", bytesOnWire);
    json.put("bytesPerRecord", (double) bytesOnWire / records);
    json.put("size", workload.size());
    json.put("compression", workload.codec());
    json.put("partitions", workload.partitions());
    json.put("detail", detail);
    return json.toString();
  }
}
