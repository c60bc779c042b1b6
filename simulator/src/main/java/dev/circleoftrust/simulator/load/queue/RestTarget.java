package dev.circleoftrust.simulator.load.queue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;

/**
 * A server of the company's own that takes its time to answer: what rows of {@code --work} ask. It
 * listens on 127.0.0.1 and costs next to nothing while it waits.
 */
final class RestTarget implements AutoCloseable {
  private static final byte[] ANSWER = {'o', 'k'};
  private static final int BACKLOG = 1_024;

  private final HttpServer server;

  private RestTarget(HttpServer server) {
    this.server = server;
  }

  /** Starts one that answers after {@code work}. */
  static RestTarget start(Duration work) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), BACKLOG);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/work", exchange -> answer(exchange, work));
      server.start();
      return new RestTarget(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it answers. */
  String url() {
    return "http://127.0.0.1:%d/work".formatted(server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange, Duration work) throws IOException {
    try (exchange) {
      Thread.sleep(work);
      exchange.sendResponseHeaders(200, ANSWER.length);
      exchange.getResponseBody().write(ANSWER);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // it is being stopped
    }
  }
}
