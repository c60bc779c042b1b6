package dev.circleoftrust.runtime.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.wire.StrictJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that was let in.
 *
 * @param user who asks; the empty text on a route that is open to all
 * @param path the values of the path's parameters
 * @param query the query's parameters
 * @param body what was sent, no more than the route allows
 */
public record Request(
    String user, Map<String, String> path, Map<String, List<String>> query, Bytes body) {
  public Request {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
  }

  /** The value of a parameter that the route's path names. */
  public String path(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the path has no parameter " + name);
    }
    return value;
  }

  /**
   * The value of a query parameter, if it was given.
   *
   * @throws MalformedException if it was given twice: which one counts must not be a matter of
   *     taste
   */
  public Optional<String> query(String name) throws MalformedException {
    List<String> values = query.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new MalformedException(name + " is given more than once");
    }
    return values.stream().findFirst();
  }

  /** The value of a query parameter that is a number, or {@code otherwise}. */
  public int number(String name, int otherwise, int min, int max) throws MalformedException {
    String text = query(name).orElse(Integer.toString(otherwise));
    if (!text.matches("[0-9]{1,9}")
        || Integer.parseInt(text) < min
        || Integer.parseInt(text) > max) {
      throw new MalformedException("%s is not a number from %d to %d".formatted(name, min, max));
    }
    return Integer.parseInt(text);
  }

  /** The body as one JSON object, read strictly. */
  public ObjectNode json() throws MalformedException {
    return StrictJson.parse(body, Integer.MAX_VALUE); // the route has bounded the size
  }

  @Override
  public String toString() {
    return "Request[" + body.size() + " bytes]";
  }
}
