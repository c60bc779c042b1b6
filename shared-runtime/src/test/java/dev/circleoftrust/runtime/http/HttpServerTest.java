package dev.circleoftrust.runtime.http;

import static dev.circleoftrust.runtime.http.Route.Method.POST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.circleoftrust.runtime.process.BindAddress;
import dev.circleoftrust.runtime.process.ConfigurationException;
import dev.circleoftrust.runtime.process.PrivateFolder;
import dev.circleoftrust.runtime.store.StoreException;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpServerTest {
  @TempDir Path parent;
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private boolean live = true;
  private List<String> problems = List.of();
  private PrivateFolder folder;
  private HttpServer server;
  private String password;
  private Client admin;
  private Client nobody;

  @BeforeEach
  void start() throws IOException {
    folder = PrivateFolder.open(parent.resolve("instance"));
    var gate = new LoginGate(AdministratorAccount.open(folder, new SecureRandom()), () -> now);
    var registry = Metrics.registry();
    registry.counter("cot.test").increment();
    server = HttpServer.start(BindAddress.loopback(0), gate, routes(registry));
    password = Files.readString(folder.file("admin-password")).strip();
    admin = new Client(server.uri(), password);
    nobody = new Client(server.uri(), "");
  }

  private List<Route> routes(PrometheusMeterRegistry registry) {
    var routes = new ArrayList<Route>();
    routes.add(Route.action(Route.Method.GET, "/who", HttpServerTest::who));
    routes.add(Route.action(POST, "/echo", HttpServerTest::echo).withMaxBody(100));
    routes.add(Route.action(Route.Method.GET, "/broken", HttpServerTest::broken));
    routes.add(Route.action(Route.Method.GET, "/full", HttpServerTest::full));
    routes.add(Metrics.route(registry));
    routes.addAll(
        Health.routes(() -> new Health(live, problems, StrictJson.object().put("circle", "c"))));
    return routes;
  }

  @AfterEach
  void stop() {
    admin.close();
    nobody.close();
    server.close();
    folder.close();
  }

  @Test
  void theAdministratorIsLetIn() throws Exception {
    HttpResponse<String> response = admin.get("/who");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"result\":\"admin\"}");
    assertThat(response.headers().firstValue("Server")).isEmpty();
  }

  @Test
  void nobodyElseIsLetIn() throws Exception {
    try (var stranger = new Client(server.uri(), "wrong")) {
      for (Client client : List.of(nobody, stranger)) {
        HttpResponse<String> response = client.get("/who");
        assertFailure(response, 401, "User Not Authenticated");
        assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
            .startsWith("Basic");
      }
    }
    for (String header : List.of("Basic", "Basic !!", "Basic YWRtaW4=", "Bearer " + password)) {
      assertFailure(
          nobody.send("GET", "/who", "", "Authorization", header), 401, "User Not Authenticated");
    }
  }

  @Test
  void whoeverGuessesMustWait() throws Exception {
    try (var guesser = new Client(server.uri(), "guess")) {
      for (int i = 0; i < LoginThrottle.ALLOWED_FAILURES; i++) {
        assertThat(guesser.get("/who").statusCode()).isEqualTo(401);
      }
      HttpResponse<String> throttled = guesser.get("/who");
      assertFailure(throttled, 429, "Too many failed logins");
      assertThat(throttled.headers().firstValue("Retry-After")).contains("60");
      assertThat(admin.get("/who").statusCode()).as("not proven before").isEqualTo(429);
      now = now.plusSeconds(60);
      assertThat(guesser.get("/who").statusCode()).isEqualTo(401);
      assertThat(admin.get("/who").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aGuesserDoesNotKeepTheAdministratorOut() throws Exception {
    assertThat(admin.get("/who").statusCode()).isEqualTo(200);
    try (var guesser = new Client(server.uri(), "guess")) {
      for (int i = 0; i <= LoginThrottle.ALLOWED_FAILURES; i++) {
        guesser.get("/who");
      }
      assertThat(guesser.get("/who").statusCode()).isEqualTo(429);
      assertThat(admin.get("/who").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void unknownPathsAndMethodsHaveTheProductsForm() throws Exception {
    assertFailure(admin.get("/nothing"), 404, "Requested URI does not represent any resource");
    HttpResponse<String> response = admin.send("DELETE", "/who", "");
    assertFailure(response, 405, "Method not supported");
    assertThat(response.headers().firstValue("Allow").orElseThrow()).contains("GET");
  }

  @Test
  void anEndlessBodyIsNotRead() throws Exception {
    assertThat(admin.send("POST", "/echo", "x".repeat(100)).statusCode()).isEqualTo(200);
    assertFailure(admin.send("POST", "/echo", "x".repeat(101)), 413, "Request too large");
    assertThat(chunked(101)).startsWith("HTTP/1.1 413");
    assertThat(chunked(100)).startsWith("HTTP/1.1 200");
  }

  @Test
  void malformedInputIsTheClientsFault() throws Exception {
    HttpResponse<String> response = admin.send("POST", "/echo?n=1&n=2", "x");
    assertFailure(response, 400, "n is given more than once");
    assertThat(response.body()).contains("reason: malformed");
  }

  @Test
  void noExceptionLeavesTheProcess() throws Exception {
    HttpResponse<String> response = admin.get("/broken");
    assertFailure(response, 500, "Internal error");
    assertThat(response.body()).doesNotContain("secret", "Exception", "dev.circleoftrust");
    assertThat(Client.json(response).at("/error/detail").textValue())
        .matches(".* under [0-9a-f-]{36}");
  }

  @Test
  void anotherSitesPageCannotUseTheBrowsersPassword() throws Exception {
    String own = server.uri().toString();
    assertThat(admin.send("POST", "/echo", "x", "Origin", own).statusCode()).isEqualTo(200);
    for (String origin : List.of("http://evil.example", "null", own + "0")) {
      assertFailure(admin.send("POST", "/echo", "x", "Origin", origin), 403, "Origin refused");
    }
  }

  @Test
  void aTakenPortIsAMistakeOfTheConfiguration() {
    var gate = new LoginGate(AdministratorAccount.open(folder, new SecureRandom()), () -> now);
    for (var address :
        List.of(BindAddress.loopback(server.port()), new BindAddress("192.0.2.1", 0))) {
      assertThatThrownBy(() -> HttpServer.start(address, gate, List.of()))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("cannot listen on port " + address.port());
    }
  }

  @Test
  void healthAndMetricsAreOpen() throws Exception {
    assertHealth("/health", 200, "\"live\":true,\"ready\":true,\"problems\":[]");
    assertHealth("/ready", 200, "\"live\":true,\"ready\":true,\"problems\":[]");
    HttpResponse<String> metrics = nobody.get("/metrics");
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.body()).contains("cot_test_total 1.0", "jvm_memory_used_bytes");
  }

  @Test
  void whoIsUnreadyIsNotStartedAnewForThat() throws Exception {
    problems = List.of("the disk is full");
    assertHealth(
        "/health", 200, "\"live\":true,\"ready\":false,\"problems\":[\"the disk is full\"]");
    assertHealth(
        "/ready", 503, "\"live\":true,\"ready\":false,\"problems\":[\"the disk is full\"]");
    problems = List.of();
    live = false;
    assertHealth("/health", 503, "\"live\":false,\"ready\":false,\"problems\":[]");
    assertHealth("/ready", 503, "\"live\":false,\"ready\":false,\"problems\":[]");
  }

  @Test
  void aFullDiskIsToldAsWhatItIs() throws Exception {
    HttpResponse<String> response = admin.get("/full");
    assertFailure(
        response, 507, "The disk is full and nothing was changed: make room, then send again");
    assertThat(response.body()).contains("reason: disk-full").doesNotContain("secret");
  }

  private void assertHealth(String path, int status, String rest) throws Exception {
    HttpResponse<String> response = nobody.get(path);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).isEqualTo("{\"circle\":\"c\"," + rest + "}");
  }

  private static Answer full(Request request) {
    throw new StoreException(
        "secret of " + request.user(), new SQLException("secret", "", 13)); // SQLITE_FULL
  }

  private static Answer who(Request request) {
    return Answer.result(new TextNode(request.user()));
  }

  private static Answer echo(Request request) throws MalformedException {
    int number = request.number("n", 1, 1, 1);
    return Answer.content("text/plain", Bytes.concat(request.body(), Bytes.ofUtf8("" + number)));
  }

  private static Answer broken(Request request) {
    throw new IllegalStateException("secret of " + request.user());
  }

  private static void assertFailure(HttpResponse<String> response, int status, String message)
      throws MalformedException {
    assertThat(response.statusCode()).isEqualTo(status);
    var json = Client.json(response);
    assertThat(json.at("/error/message").textValue()).isEqualTo(message);
    assertThat(json.at("/error/detail").textValue()).isNotBlank();
    assertThat(json.at("/status").textValue()).isEqualTo("failure");
  }

  /** Sends a body whose length no header tells. */
  private String chunked(int size) throws IOException {
    var pair =
        Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      String head =
          "POST /echo HTTP/1.1\r\nHost: x\r\nAuthorization: Basic %s\r\n".formatted(pair)
              + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
      String body = "%x\r\n%s\r\n0\r\n\r\n".formatted(size, "x".repeat(size));
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
