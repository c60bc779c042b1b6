package dev.circleoftrust.simulator.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a process says of the circle log.
 *
 * @param circle the circle's id; empty where there is no circle yet
 * @param head the newest head that it has
 * @param settledHead the newest head that checkpoints cover
 * @param enforcing whether Code Signing is on
 * @param json all that it said
 */
public record CircleReport(
    String circle, String head, String settledHead, boolean enforcing, JsonNode json) {
  /** Reads {@code /api/circle/state} or {@code /health}. */
  public static CircleReport of(Reply reply) {
    JsonNode json = reply.done() ? reply.result() : reply.body();
    return new CircleReport(
        json.path("circle").asText(""),
        json.path("head").asText(""),
        json.path("settledHead").asText(""),
        json.path("enforcing").asBoolean(),
        json);
  }

  /** Whether there is a circle, and all that its log holds is settled. */
  public boolean settled() {
    return !circle.isEmpty() && head.equals(settledHead);
  }
}
