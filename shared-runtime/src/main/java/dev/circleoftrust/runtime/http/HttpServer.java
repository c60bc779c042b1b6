package dev.circleoftrust.runtime.http;

import dev.circleoftrust.runtime.process.BindAddress;
import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.runtime.store.StoreException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP side of a process. Whatever goes wrong, an answer has the product's form of a failure:
 * no stack trace, no message of an exception and no library's name leaves the process; the log has
 * them under an identity that the answer tells. Safe for any number of threads.
 *
 * <p>There is no TLS yet: an address other than this machine's own is for a network in which nobody
 * else listens, such as a container's.
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(HttpServer.class);
  private static final int THREADS = 48;
  private static final int STOP_MILLIS = 2000;

  private final Javalin javalin;
  private final BindAddress address;

  private HttpServer(Javalin javalin, BindAddress address) {
    this.javalin = javalin;
    this.address = address;
  }

  /**
   * Listens, and serves once this returns.
   *
   * @param gate asked for every route that is not open to anyone
   * @throws ConfigurationException if it cannot listen there
   */
  public static HttpServer start(BindAddress address, LoginGate gate, List<Route> routes) {
    return listen(address, gate, routes);
  }

  /**
   * Listens for a process that has no administrator: every route is open to anyone.
   *
   * @throws ConfigurationException if it cannot listen there
   */
  public static HttpServer startOpen(BindAddress address, List<Route> routes) {
    if (routes.stream().anyMatch(route -> route.access() != Route.Access.ANYONE)) {
      throw new IllegalArgumentException("a route for an administrator where there is none");
    }
    return listen(address, null, routes);
  }

  private static HttpServer listen(
      BindAddress address, @Nullable LoginGate gate, List<Route> routes) {
    if (!address.isLoopback()) {
      LOGGER
          .atWarn()
          .addKeyValue("host", address.host())
          .log("HTTP without TLS for other machines");
    }
    Javalin javalin = Javalin.create(config -> configure(config, gate, routes));
    try {
      javalin.start(address.host(), address.port());
    } catch (JavalinBindException e) {
      throw new ConfigurationException(
          "cannot listen on port %d of %s: choose another, or 0 for a free one"
              .formatted(address.port(), address.host()),
          e);
    }
    return new HttpServer(javalin, address);
  }

  /** The port that it listens on. */
  public int port() {
    return javalin.port();
  }

  /** Where a client on this machine finds it. */
  public URI uri() {
    String host = address.host().equals("0.0.0.0") ? "127.0.0.1" : address.host();
    return URI.create("http://%s:%d".formatted(host, port()));
  }

  /** Stops listening, and waits two seconds at most for the requests that run. */
  @Override
  public void close() {
    javalin.stop();
  }

  private static void configure(
      JavalinConfig config, @Nullable LoginGate gate, List<Route> routes) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.concurrency.useVirtualThreads = false; // SQLite's native code would pin them
    var threads = new QueuedThreadPool(THREADS);
    threads.setName("http");
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    config.jetty.modifyServer(HttpServer::stopSoon);
    for (Route route : routes) {
      var exchange = new Exchange(route, gate);
      config.routes.addHttpHandler(
          HandlerType.findOrCreate(route.method().name()), route.path(), exchange::serve);
    }
    config.routes.exception(HttpResponseException.class, HttpServer::refuse);
    config.routes.exception(StoreException.class, HttpServer::failStore);
    config.routes.exception(Exception.class, HttpServer::fail);
    config.router.javaLangErrorHandler((response, error) -> {
      LOGGER.atError().setCause(error).log("a request ended in an error");
      response.setStatus(500);
    });
  }

  private static void stopSoon(Server server) {
    server.setStopTimeout(STOP_MILLIS);
  }

  /** What the library refuses before a route is reached. */
  private static void refuse(HttpResponseException e, Context context) {
    Answer answer =
        switch (e.getStatus()) {
          case 404 ->
              Answer.failure(404, "Requested URI does not represent any resource", "no such path");
          case 405 ->
              Answer.failure(405, "Method not supported", "this path takes other methods")
                  .with("Allow", e.getDetails().getOrDefault("availableMethods", "GET"));
          default -> Answer.failure(e.getStatus(), "Request refused", "not a request of this API");
        };
    Exchange.send(context, answer);
  }

  /** A disk without room is not the process's fault, and passes: 507 (RFC 4918, 11.5). */
  private static void failStore(StoreException e, Context context) {
    if (e.remedy() != StoreException.Remedy.MAKE_ROOM) {
      fail(e, context);
      return;
    }
    LOGGER.atWarn().addKeyValue("path", context.path()).log("the disk is full: nothing is changed");
    Exchange.send(
        context,
        Answer.failure(
            507,
            "The disk is full and nothing was changed: make room, then send again",
            "reason: disk-full"));
  }

  private static void fail(Exception e, Context context) {
    String correlation = UUID.randomUUID().toString();
    LOGGER
        .atError()
        .setCause(e)
        .addKeyValue("correlation", correlation)
        .addKeyValue("method", context.method().name())
        .addKeyValue("path", context.path())
        .log("a request failed");
    Exchange.send(
        context,
        Answer.failure(
            500, "Internal error", "the log of this process tells more under " + correlation));
  }
}
