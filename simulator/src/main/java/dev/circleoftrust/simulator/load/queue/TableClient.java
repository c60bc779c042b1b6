package dev.circleoftrust.simulator.load.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;

/**
 * Inserts rows by the Table API, with as little work as that takes. Safe for any number of threads.
 */
final class TableClient {
  private static final String PATH = "/api/now/table/ecc_queue?sysparm_fields=sys_id";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int BUSY = 429;
  private static final int CREATED = 201;
  private static final int DEFAULT_WAIT = 1;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI address;
  private final String authorization;

  TableClient(URI production, String password) {
    this.address = production.resolve(PATH);
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString(("admin:" + password).getBytes(UTF_8));
  }

  /** What production made of a row. */
  sealed interface Reply {
    /** It has it. */
    record Inserted() implements Reply {}

    /** It has too much to do. */
    record Busy(Duration pause) implements Reply {}

    /** It does not want it. */
    record Refused(String why) implements Reply {}
  }

  /**
   * Inserts one row.
   *
   * @throws UncheckedIOException if production does not answer
   */
  Reply insert(byte[] json) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() == BUSY) {
        return new Reply.Busy(
            Duration.ofSeconds(
                response.headers().firstValueAsLong("Retry-After").orElse(DEFAULT_WAIT)));
      }
      return response.statusCode() == CREATED
          ? new Reply.Inserted()
          : new Reply.Refused("HTTP status " + response.statusCode() + ": " + response.body());
    } catch (IOException e) {
      throw new UncheckedIOException("production does not answer at " + address, e);
    }
  }
}
