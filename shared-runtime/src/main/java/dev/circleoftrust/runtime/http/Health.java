package dev.circleoftrust.runtime.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;

/**
 * Whether a process can do its work, for whoever watches it.
 *
 * @param healthy answered with 200, otherwise 503
 * @param details what a watcher should know; open to anyone, so no secret
 */
public record Health(boolean healthy, ObjectNode details) {
  /** {@code GET /health}, open to anyone; the supplier is asked each time, by several threads. */
  public static Route route(Supplier<Health> health) {
    return Route.open("/health", _ -> health.get().answer());
  }

  private Answer answer() {
    ObjectNode json = details.deepCopy();
    json.put("status", healthy ? "up" : "down");
    return Answer.json(healthy ? 200 : 503, json);
  }
}
