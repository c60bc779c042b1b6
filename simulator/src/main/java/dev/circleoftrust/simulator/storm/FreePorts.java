package dev.circleoftrust.simulator.storm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Ports of 127.0.0.1 that nobody listens on, for processes that must come back on the same one.
 * They are below those that operating systems give to outgoing connections: while a process is down
 * no connection of another takes its port.
 */
final class FreePorts {
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;

  private FreePorts() {}

  /** As many different ones; another program could take one before it is used. */
  static List<Integer> take(int count) {
    RandomGenerator random = RandomGenerator.getDefault();
    Set<Integer> free = new TreeSet<>();
    while (free.size() < count) {
      int port = random.nextInt(LOWEST, HIGHEST);
      if (isFree(port)) {
        free.add(port);
      }
    }
    return List.copyOf(free);
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      return true;
    } catch (BindException _) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
