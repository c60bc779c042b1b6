package dev.circleoftrust.simulator.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;

/**
 * An instance or a MID Server, as its administrator reaches it. Every call waits two minutes at
 * most. Safe for any number of threads.
 */
public final class Instance {
  private static final String USER = "admin";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MAX_ANSWER = 64 << 20;
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final String name;
  private final URI address;
  private final String authorization;

  /**
   * Nothing is sent yet.
   *
   * @param name what people call it
   * @param password its administrator's; empty for a MID Server, which asks for none
   */
  public Instance(String name, URI address, String password) {
    this.name = name;
    this.address = address;
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString((USER + ":" + password).getBytes(UTF_8));
  }

  /** What people call it. */
  public String name() {
    return name;
  }

  /** Where it is. */
  public URI address() {
    return address;
  }

  /** Asks for JSON. */
  public Reply get(String path) {
    return reply(send(path, "GET", BodyPublishers.noBody(), "application/json"));
  }

  /** Asks for what is no JSON, such as an update set. */
  public Bytes getBytes(String path) throws RefusedException {
    HttpResponse<byte[]> response = send(path, "GET", BodyPublishers.noBody(), "application/json");
    if (response.statusCode() != 200) {
      var _ = reply(response).required();
      throw new UnreachableException("%s answered with no content".formatted(name));
    }
    return Bytes.copyOf(response.body());
  }

  /** Has something done that takes no arguments. */
  public Reply post(String path) {
    return post(path, StrictJson.object());
  }

  /** Has something done. */
  public Reply post(String path, ObjectNode body) {
    return json("POST", path, body);
  }

  /** Has something done with an XML document. */
  public Reply postXml(String path, Bytes xml) {
    BodyPublisher body = BodyPublishers.ofByteArray(xml.toByteArray());
    return reply(send(path, "POST", body, "application/xml"));
  }

  /** Has something changed. */
  Reply patch(String path, ObjectNode body) {
    return json("PATCH", path, body);
  }

  /** Has something removed. */
  Reply delete(String path) {
    return reply(send(path, "DELETE", BodyPublishers.noBody(), "application/json"));
  }

  /** Its tables. */
  public Tables tables() {
    return new Tables(this);
  }

  private Reply json(String method, String path, ObjectNode body) {
    BodyPublisher json = BodyPublishers.ofByteArray(StrictJson.encode(body).toByteArray());
    return reply(send(path, method, json, "application/json"));
  }

  private HttpResponse<byte[]> send(
      String path, String method, BodyPublisher body, String contentType) {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(PATIENCE)
            .header("Authorization", authorization)
            .header("Content-Type", contentType)
            .header("Accept", "application/json")
            .method(method, body)
            .build();
    try {
      return HTTP.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UnreachableException("%s does not answer at %s".formatted(name, address), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException("interrupted while asking " + name, e);
    }
  }

  private Reply reply(HttpResponse<byte[]> response) {
    Bytes body = Bytes.copyOf(response.body());
    try {
      return new Reply(
          response.statusCode(),
          body.isEmpty() ? StrictJson.object() : StrictJson.parse(body, MAX_ANSWER));
    } catch (MalformedException e) {
      throw new UnreachableException(
          "what answers at %s is not %s: status %d, %s"
              .formatted(address, name, response.statusCode(), e.getMessage()),
          e);
    }
  }
}
