package dev.circleoftrust.simulator.circle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a circle's folder remembers from one start to the next.
 *
 * @param circle the id of the circle; empty until it is established
 * @param ports the TCP ports of the processes by name, so that addresses stay as they were
 */
public record CircleSettings(String circle, Map<String, Integer> ports) {
  private static final int LARGEST_PORT = 65_535;

  public CircleSettings {
    ports = Map.copyOf(ports);
  }

  static CircleSettings fresh() {
    return new CircleSettings("", Map.of());
  }

  static CircleSettings parse(ObjectNode json) throws MalformedException {
    var ports = new LinkedHashMap<String, Integer>();
    for (Map.Entry<String, JsonNode> port : json.path("ports").properties()) {
      int number = port.getValue().asInt(-1);
      if (number < 0 || number > LARGEST_PORT) {
        throw new MalformedException("a port that is not one");
      }
      ports.put(port.getKey(), number);
    }
    return new CircleSettings(json.path("circle").asText(""), ports);
  }

  Bytes encode() {
    ObjectNode json = StrictJson.object().put("circle", circle);
    ObjectNode numbers = json.putObject("ports");
    ports.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(port -> numbers.put(port.getKey(), port.getValue()));
    return StrictJson.encode(json);
  }

  /** Whether there is a circle. */
  public boolean isEstablished() {
    return !circle.isEmpty();
  }

  /** The port that a process had, or 0 for any. */
  int port(String process) {
    return ports.getOrDefault(process, 0);
  }

  CircleSettings withPort(String process, int port) {
    var more = new LinkedHashMap<>(ports);
    more.put(process, port);
    return new CircleSettings(circle, more);
  }

  CircleSettings established(String id) {
    return new CircleSettings(id, ports);
  }
}
