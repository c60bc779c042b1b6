package dev.circleoftrust.simulator.load;

import dev.circleoftrust.simulator.client.RefusedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Looks for a Kafka cluster before anything is started for it. */
final class Bootstrap {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int MOST = 65_535;

  private Bootstrap() {}

  /**
   * Requires that something listens at one of the addresses.
   *
   * @param servers as {@code HOST:PORT}, several separated by commas
   * @throws RefusedException if nothing does
   */
  static void requireOpen(String servers) throws RefusedException {
    for (String server : servers.split(",", -1)) {
      int colon = server.lastIndexOf(':');
      int port = Integer.parseInt(server.substring(colon + 1));
      if (port <= MOST && isOpen(new InetSocketAddress(server.substring(0, colon), port))) {
        return;
      }
    }
    throw new RefusedException(
        "--bootstrap takes HOST:PORT of a Kafka cluster, and none listens at " + servers, "usage");
  }

  private static boolean isOpen(InetSocketAddress address) {
    try (var socket = new Socket()) {
      socket.connect(address, Math.toIntExact(PATIENCE.toMillis()));
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
