package dev.circleoftrust.runtime.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Whether a process can do its work, for whoever watches it. Two questions are told apart: whether
 * to start it anew ({@code live}), and whether to give it work ({@code ready}). A broker that is
 * away or a full disk makes a process unready; starting it anew would help neither.
 *
 * @param live whether it can go on at all
 * @param problems what keeps it from its work, each as a fact; ready without any
 * @param details what a watcher should know; open to anyone, so no secret
 */
public record Health(boolean live, List<String> problems, ObjectNode details) {
  public Health {
    problems = List.copyOf(problems);
  }

  /** Whether it does its work now. */
  public boolean ready() {
    return live && problems.isEmpty();
  }

  /**
   * {@code GET /health}, 200 while it is live, and {@code GET /ready}, 200 while it is ready, else
   * 503; open to anyone, with the same body. The supplier is asked each time, by several threads.
   */
  public static List<Route> routes(Supplier<Health> health) {
    return List.of(
        Route.open("/health", _ -> health.get().answer(Health::live)),
        Route.open("/ready", _ -> health.get().answer(Health::ready)));
  }

  private Answer answer(Predicate<Health> good) {
    ObjectNode json = details.deepCopy();
    json.put("live", live);
    json.put("ready", ready());
    var told = json.putArray("problems");
    problems.forEach(told::add);
    return Answer.json(good.test(this) ? 200 : 503, json);
  }
}
