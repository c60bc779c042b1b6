package dev.circleoftrust.runtime.http;

import static dev.circleoftrust.runtime.http.Route.Access.ADMINISTRATOR;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the requests of one route: who asks, how much is sent, then the action. */
final class Exchange {
  private static final Logger LOGGER = LoggerFactory.getLogger(Exchange.class);

  private final Route route;
  private final @Nullable LoginGate gate;

  Exchange(Route route, @Nullable LoginGate gate) {
    this.route = route;
    this.gate = gate;
  }

  void serve(Context context) throws IOException {
    Answer answer = isForeign(context) ? foreign() : judged(context);
    send(context, answer);
  }

  static void send(Context context, Answer answer) {
    context.status(answer.status());
    answer.headers().forEach(context::header);
    context.header("Cache-Control", "no-store");
    context.header("X-Content-Type-Options", "nosniff");
    if (!answer.body().isEmpty()) {
      context.contentType(answer.contentType()).result(answer.body().toByteArray());
    }
  }

  private Answer judged(Context context) throws IOException {
    if (route.access() != ADMINISTRATOR) {
      return act(context, "");
    }
    if (gate == null) {
      throw new IllegalStateException("a route for an administrator where there is none");
    }
    return switch (gate.login(context.header("Authorization"), context.ip())) {
      case Login.Accepted(var user) -> act(context, user);
      case Login.Refused() -> {
        LOGGER.atWarn().addKeyValue("from", context.ip()).log("login refused");
        yield Answer.failure(401, "User Not Authenticated", "Required to provide Auth information")
            .with("WWW-Authenticate", "Basic realm=\"Circle of Trust\", charset=\"UTF-8\"");
      }
      case Login.Throttled(var pause) -> {
        LOGGER.atWarn().addKeyValue("from", context.ip()).log("login throttled");
        yield Answer.failure(429, "Too many failed logins", "wait before the next attempt")
            .with("Retry-After", Long.toString(pause.plusMillis(999).toSeconds()));
      }
    };
  }

  private Answer act(Context context, String user) throws IOException {
    Optional<Bytes> body = body(context);
    if (body.isEmpty()) {
      return Answer.failure(
              413, "Request too large", "a body of at most %d bytes".formatted(route.maxBody()))
          .with("Connection", "close"); // the rest of it is not worth reading
    }
    try {
      return route
          .action()
          .answer(new Request(user, context.pathParamMap(), context.queryParamMap(), body.get()));
    } catch (MalformedException e) {
      return Answer.failure(400, e.fact(), "reason: malformed");
    }
  }

  /** The body, or empty where it is larger than the route allows; no more than that is read. */
  private Optional<Bytes> body(Context context) throws IOException {
    if (context.req().getContentLengthLong() > route.maxBody()) {
      return Optional.empty();
    }
    byte[] body = context.req().getInputStream().readNBytes(route.maxBody() + 1);
    return body.length > route.maxBody() ? Optional.empty() : Optional.of(Bytes.copyOf(body));
  }

  /**
   * Whether a page of another site has made a browser send this, with the password that the browser
   * remembers. A browser names the page's origin; other clients do not send one.
   */
  private static boolean isForeign(Context context) {
    @Nullable String origin = context.header("Origin");
    return origin != null && !origin.equals("http://" + context.host());
  }

  private static Answer foreign() {
    return Answer.failure(403, "Origin refused", "a page of another site sent this request");
  }
}
