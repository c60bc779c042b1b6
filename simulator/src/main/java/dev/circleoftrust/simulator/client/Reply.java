package dev.circleoftrust.simulator.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an instance answered.
 *
 * @param status the HTTP status
 * @param body the JSON that came; empty where none did
 */
public record Reply(int status, ObjectNode body) {
  private static final Pattern REASON = Pattern.compile("reason: ([a-z][a-z0-9-]*)");

  /** Whether it was done. */
  public boolean done() {
    return status >= 200 && status < 300;
  }

  /** What it says is done or found: the field {@code result}, or the body where there is none. */
  public JsonNode result() {
    return body.has("result") ? body.path("result") : body;
  }

  /** What was refused, and what to do about it; empty where it was done. */
  public String message() {
    return body.path("error").path("message").asText("");
  }

  /** Why it was refused, for a person; empty where it was done. */
  public String detail() {
    return body.path("error").path("detail").asText("");
  }

  /** The stable code of the refusal, or {@code http-STATUS} where it names none. */
  public String reason() {
    Matcher named = REASON.matcher(detail());
    return named.find() ? named.group(1) : "http-" + status;
  }

  /**
   * This reply, if it was done.
   *
   * @throws RefusedException if it was refused
   */
  public Reply required() throws RefusedException {
    if (done()) {
      return this;
    }
    String text = message().isEmpty() ? "refused with HTTP status " + status : message();
    throw new RefusedException(detail().isEmpty() ? text : text + " (" + detail() + ")", reason());
  }
}
