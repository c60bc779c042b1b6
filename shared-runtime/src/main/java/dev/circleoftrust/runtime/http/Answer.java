package dev.circleoftrust.runtime.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.StrictJson;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request is answered with.
 *
 * @param status the HTTP status
 * @param contentType of the body
 * @param body may be empty
 * @param headers further headers
 */
public record Answer(int status, String contentType, Bytes body, Map<String, String> headers) {
  static final String JSON = "application/json";

  public Answer {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("HTTP status %d".formatted(status));
    }
    headers = Map.copyOf(headers);
  }

  /** 200 and {@code {"result": ...}}. */
  public static Answer result(JsonNode result) {
    return json(200, StrictJson.object().set("result", result));
  }

  /** 201 and {@code {"result": ...}}, for what is now at {@code location}. */
  public static Answer created(JsonNode result, String location) {
    return json(201, StrictJson.object().<ObjectNode>set("result", result))
        .with("Location", location);
  }

  /** 204: done, with nothing to say. */
  public static Answer done() {
    return new Answer(204, JSON, Bytes.empty(), Map.of());
  }

  /** A body that is no JSON. */
  public static Answer content(String contentType, Bytes body) {
    return new Answer(200, contentType, body, Map.of());
  }

  /** JSON as it is, with this status. */
  public static Answer json(int status, JsonNode json) {
    return new Answer(status, JSON, StrictJson.encode(json), Map.of());
  }

  /**
   * The product's form of a failure.
   *
   * <pre>{"error": {"message": ..., "detail": ...}, "status": "failure"}</pre>
   *
   * @param message for a person: what was refused, and the remedy
   * @param detail for a script: {@code reason: } and a stable code, where the refusal has one
   */
  public static Answer failure(int status, String message, String detail) {
    ObjectNode json = StrictJson.object();
    json.putObject("error").put("message", message).put("detail", detail);
    return json(status, json.put("status", "failure"));
  }

  /** This answer with one more header. */
  public Answer with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, contentType, body, more);
  }
}
