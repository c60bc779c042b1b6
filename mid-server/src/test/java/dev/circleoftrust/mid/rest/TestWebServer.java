package dev.circleoftrust.mid.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A web server that keeps what it was asked, and answers by the beginning of the path. */
final class TestWebServer implements AutoCloseable {
  final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final HttpServer server;

  /** A request as it came in; {@code target} is undecoded. */
  record Asked(String method, String target, String authorization, String type, String body) {}

  TestWebServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = exchange.getRequestURI().toString();
      asked.add(
          new Asked(
              exchange.getRequestMethod(),
              target,
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
              String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      exchange.getResponseHeaders().add("X-Kept", "yes");
      if (target.startsWith("/redirect")) {
        exchange.getResponseHeaders().add("Location", origin() + "/elsewhere");
        exchange.sendResponseHeaders(307, -1);
      } else if (target.startsWith("/big")) {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(new byte[1 << 20]);
      } else if (target.startsWith("/slow")) {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write('a');
        exchange.getResponseBody().flush();
        closing.await();
      } else {
        byte[] body =
            target.startsWith("/bytes")
                ? new byte[] {-1, 0}
                : "caf\u00e9 <>".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(target.startsWith("/missing") ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the test is over
    }
  }
}
