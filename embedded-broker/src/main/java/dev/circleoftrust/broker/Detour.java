package dev.circleoftrust.broker;

/**
 * A second way to the broker, which leads through something that stands between, such as a proxy
 * that can be cut. Clients that come by it are sent back to it, whatever they ask for.
 *
 * @param listen the port of 127.0.0.1 on which the broker listens for it
 * @param advertised the port of 127.0.0.1 that its clients are told to connect to
 */
record Detour(int listen, int advertised) {
  private static final int LARGEST = 65_535;

  Detour {
    if (listen < 1 || listen > LARGEST || advertised < 1 || advertised > LARGEST) {
      throw new IllegalArgumentException("a detour needs two ports from 1 to " + LARGEST);
    }
  }

  /** Reads {@code LISTEN:ADVERTISED}. */
  static Detour parse(String text) {
    int colon = text.indexOf(':');
    try {
      return new Detour(
          Integer.parseInt(text.substring(0, Math.max(colon, 0))),
          Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a detour is LISTEN:ADVERTISED, two ports", e);
    }
  }

  /** The name of its listener. */
  String name() {
    return "DETOUR_" + listen;
  }
}
