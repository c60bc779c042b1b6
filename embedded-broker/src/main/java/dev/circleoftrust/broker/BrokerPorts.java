package dev.circleoftrust.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The two TCP ports of a broker, both on 127.0.0.1.
 *
 * @param client where clients connect, 0 for any free port
 * @param controller where the broker talks to itself, 0 for any free port
 */
public record BrokerPorts(int client, int controller) {
  /** Any two ports that are free when the broker starts. */
  public static final BrokerPorts FREE = new BrokerPorts(0, 0);

  private static final int LARGEST = 65_535;

  /**
   * Where free ports are looked for: below those that systems give to whoever connects. While a
   * broker is away, a client on the same machine that tries again and again may otherwise be given
   * the broker's port for its own end, and keep it.
   */
  private static final int LOWEST_FREE = 20_000;

  private static final int FIRST_OF_CLIENTS = 32_768;
  private static final int ATTEMPTS = 100;

  public BrokerPorts {
    requirePort(client);
    requirePort(controller);
    if (client == controller && client != 0) {
      throw new IllegalArgumentException("one port for two listeners: " + client);
    }
  }

  private static void requirePort(int port) {
    if (port < 0 || port > LARGEST) {
      throw new IllegalArgumentException("port is %d, not 0 to %d".formatted(port, LARGEST));
    }
  }

  /**
   * These ports with every 0 replaced. Kafka must know the ports before it opens them, so they are
   * given back here and another process could take one meanwhile: the start then fails.
   *
   * @throws BrokerStartException if a port is taken
   */
  BrokerPorts chosen() {
    try (ServerSocket first = bound(client);
        ServerSocket second = bound(controller)) {
      return new BrokerPorts(first.getLocalPort(), second.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerSocket bound(int port) throws IOException {
    return port == 0 ? boundToFree(ATTEMPTS) : boundTo(port);
  }

  private static ServerSocket boundToFree(int attempts) throws IOException {
    try {
      return boundTo(ThreadLocalRandom.current().nextInt(LOWEST_FREE, FIRST_OF_CLIENTS));
    } catch (BrokerStartException e) {
      if (attempts == 1) {
        throw e;
      }
      return boundToFree(attempts - 1);
    }
  }

  private static ServerSocket boundTo(int port) throws IOException {
    var socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      return socket;
    } catch (BindException e) {
      socket.close();
      throw new BrokerStartException("port %d of 127.0.0.1 is taken".formatted(port), e);
    }
  }
}
