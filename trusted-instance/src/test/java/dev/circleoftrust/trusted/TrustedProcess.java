package dev.circleoftrust.trusted;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.circleoftrust.wire.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged trusted instance as a child of the test, used as its administrator uses it. */
final class TrustedProcess implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Process process;
  private final URI address;
  private final String authorization;

  private TrustedProcess(Process process, URI address, String authorization) {
    this.process = process;
    this.address = address;
    this.authorization = authorization;
  }

  /** An answer: its status, its bytes, and what they say. */
  record Reply(int status, Bytes body) {
    JsonNode json() {
      try {
        return JSON.readTree(body.toByteArray());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    JsonNode result() {
      if (status >= 300) {
        throw new AssertionError(status + " " + json());
      }
      return json().path("result");
    }

    String reason() {
      return json().path("error").path("detail").asText();
    }
  }

  static TrustedProcess start(Path folder, String bootstrap) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String jar = Path.of(System.getProperty("dist"), "trusted-instance.jar").toString();
    Path errors = folder.resolveSibling(folder.getFileName() + ".err");
    Process process =
        new ProcessBuilder(
                java,
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                jar,
                "--folder",
                folder.toString(),
                "--name",
                "ti-1",
                "--bootstrap",
                bootstrap)
            .redirectError(errors.toFile())
            .start();
    String line = new BufferedReader(process.inputReader(UTF_8)).readLine();
    if (line == null || !line.startsWith("READY ti-1 ")) {
      process.destroyForcibly();
      throw new AssertionError("not ready: " + line + " " + Files.readString(errors));
    }
    String password = Files.readString(folder.resolve("admin-password")).strip();
    String credentials = Base64.getEncoder().encodeToString(("admin:" + password).getBytes(UTF_8));
    return new TrustedProcess(
        process, URI.create(line.substring("READY ti-1 ".length())), "Basic " + credentials);
  }

  Reply get(String path) throws Exception {
    return send("GET", path, "");
  }

  Reply post(String path, String body) throws Exception {
    return send("POST", path, body);
  }

  Reply patch(String path, String body) throws Exception {
    return send("PATCH", path, body);
  }

  /** The rows of a table. */
  List<JsonNode> rows(String table) throws Exception {
    var rows = new ArrayList<JsonNode>();
    get("/api/now/table/" + table).result().forEach(rows::add);
    return rows;
  }

  JsonNode state() throws Exception {
    return get("/api/circle/state").result();
  }

  /** As kill -9 does. */
  void kill() {
    process.destroyForcibly();
    if (!ended()) {
      throw new AssertionError("still there");
    }
  }

  private boolean ended() {
    try {
      return process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Reply send(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(Duration.ofSeconds(90))
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      return new Reply(response.statusCode(), Bytes.copyOf(response.body()));
    }
  }

  @Override
  public void close() {
    process.destroy();
    if (!ended()) {
      kill();
    }
  }
}
