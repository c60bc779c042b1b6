package dev.circleoftrust.simulator.storm;

import dev.circleoftrust.simulator.circle.RunningCircle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ports of a circle's processes, and the cables between them and the broker.
 *
 * @param broker the port at which the broker serves without a cable
 * @param ports by client of the broker
 */
record Lines(int broker, Map<String, Line> ports) implements AutoCloseable {
  /**
   * A client's.
   *
   * @param http the port at which it serves
   * @param detour the port at which the broker listens for it
   * @param cable what leads there
   */
  record Line(int http, int detour, Cable cable) {}

  Lines {
    ports = Map.copyOf(ports);
  }

  /** Cables for both instances and these MID Servers. */
  static Lines lay(List<String> mids) {
    var clients = new ArrayList<>(List.of(RunningCircle.TRUSTED, RunningCircle.PRODUCTION));
    clients.addAll(mids);
    List<Integer> free = FreePorts.take(1 + 2 * clients.size());
    var ports = new LinkedHashMap<String, Line>();
    for (int i = 0; i < clients.size(); i++) {
      int detour = free.get(2 + 2 * i);
      ports.put(clients.get(i), new Line(free.get(1 + 2 * i), detour, Cable.to(detour)));
    }
    return new Lines(free.getFirst(), ports);
  }

  /** What the broker is told: {@code LISTEN:ADVERTISED} each. */
  List<String> detours() {
    return ports.values().stream().map(line -> line.detour() + ":" + line.cable().port()).toList();
  }

  /** Where a client finds the broker. */
  String bootstrap(String client) {
    return "127.0.0.1:" + cable(client).port();
  }

  /** Where a client serves. */
  int http(String client) {
    return line(client).http();
  }

  /** What stands between a client and the broker. */
  Cable cable(String client) {
    return line(client).cable();
  }

  @Override
  public void close() {
    ports.values().forEach(line -> line.cable().close());
  }

  private Line line(String client) {
    Line line = ports.get(client);
    if (line == null) {
      throw new IllegalArgumentException("no line to " + client);
    }
    return line;
  }
}
