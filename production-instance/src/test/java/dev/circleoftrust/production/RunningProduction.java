package dev.circleoftrust.production;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.circleoftrust.wire.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The production instance as a process of its own, and its administrator. */
final class RunningProduction {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final URI uri;
  private final String authorization;
  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param json the body
   * @param retryAfter seconds to wait before the next try; 0 where none are named
   */
  record Reply(int status, JsonNode json, long retryAfter) {
    JsonNode result() {
      return json.path("result");
    }

    String reason() {
      return json.path("error").path("detail").asText();
    }
  }

  private RunningProduction(Process process, URI uri, String authorization) {
    this.process = process;
    this.uri = uri;
    this.authorization = authorization;
  }

  /**
   * @param more arguments
   */
  static RunningProduction start(Path folder, String bootstrap, String... more) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+ExitOnOutOfMemoryError",
                "-jar",
                Path.of(System.getProperty("dist"), "production-instance.jar").toString(),
                "--folder",
                folder.toString(),
                "--name",
                TestProduction.NAME,
                "--bootstrap",
                bootstrap,
                "--validate",
                "mid-1,mid-5,mid-8",
                "--channel",
                "load-1"));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      BufferedReader out = process.inputReader();
      String line =
          CompletableFuture.supplyAsync(() -> read(out))
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      String password = Files.readString(folder.resolve("admin-password")).strip();
      String credentials = "admin:" + password;
      return new RunningProduction(
          process,
          URI.create(line.replaceFirst("READY \\S+ ", "")),
          "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
    } catch (Exception e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static String read(BufferedReader out) {
    try {
      return String.valueOf(out.readLine());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  Reply get(String path) throws Exception {
    return send(request(path).GET());
  }

  /** What is no JSON. */
  String text(String path) throws Exception {
    return client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  Reply post(String path, String json) throws Exception {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  Reply post(String path, Bytes body) throws Exception {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
  }

  Reply patch(String path, String json) throws Exception {
    return send(request(path).method("PATCH", HttpRequest.BodyPublishers.ofString(json)));
  }

  Reply delete(String path) throws Exception {
    return send(request(path).DELETE());
  }

  /** Rows of a table that a query finds. */
  JsonNode rows(String table, String query) throws Exception {
    return get("/api/now/table/%s?sysparm_query=%s".formatted(table, query)).result();
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    var _ = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** An orderly stop. */
  void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      kill();
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri.resolve(path))
        .timeout(PATIENCE)
        .header("Authorization", authorization);
  }

  private Reply send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Reply(
        response.statusCode(),
        response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body()),
        response.headers().firstValueAsLong("Retry-After").orElse(0));
  }
}
