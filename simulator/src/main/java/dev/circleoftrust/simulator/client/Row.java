package dev.circleoftrust.simulator.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A record as the Table API shows it.
 *
 * @param values by field, in the order in which they came, the sys_id among them
 */
public record Row(Map<String, String> values) {
  public Row {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The record in an answer. */
  public static Row of(JsonNode json) {
    var values = new LinkedHashMap<String, String>();
    json.properties().forEach(field -> values.put(field.getKey(), field.getValue().asText()));
    return new Row(values);
  }

  /** The value of a field; empty where there is none. */
  public String value(String field) {
    return values.getOrDefault(field, "");
  }

  /** The record's identity. */
  public String sysId() {
    return value("sys_id");
  }
}
