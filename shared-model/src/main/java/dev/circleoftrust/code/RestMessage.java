package dev.circleoftrust.code;

import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An HTTP request as it was signed, with places for values.
 *
 * <pre>{@code
 * http_method    get | head | post | put | patch | delete
 * rest_endpoint  https://api.example.org/v1/users/${user}/orders?since=${since}
 * headers        {"Accept":"application/json"}
 * content        {"note":"${note}"}
 * }</pre>
 *
 * <p>{@code ${NAME}} is a whole segment of the path, a whole value of the query, or a whole JSON
 * string of the content: never a part of one, and never a scheme, host, port or header. What is not
 * a place goes out character by character as it was signed.
 *
 * <h2>Security</h2>
 *
 * A value in the URL is percent-encoded down to letters, digits and {@code - . _ ~}. That alone
 * would not do in a path, where {@code ..} needs no encoding and where many a server decodes first
 * and splits then: see {@link Place#takes}.
 */
public final class RestMessage {
  private static final Set<String> METHODS =
      Set.of("get", "head", "post", "put", "patch", "delete");
  private static final Set<String> WITHOUT_CONTENT = Set.of("get", "head");

  private final String method;
  private final List<Piece> endpoint;
  private final Map<String, String> headers;
  private final List<Piece> content;

  /** What of a message a value may be. */
  public enum Place {
    /** A segment of the path. */
    PATH,
    /** A value of the query. */
    QUERY,
    /** A string of the JSON content. */
    BODY;

    /** The characters that a server may take for the end of a path segment, however encoded. */
    private static final String DELIMITERS = "/\\%;";

    /** True where {@code value} is one value here, whatever the server makes of it. */
    public boolean takes(String value) {
      return switch (this) {
        case PATH ->
            !value.isBlank()
                && !value.equals(".")
                && !value.equals("..")
                && value.chars().noneMatch(c -> Character.isISOControl(c) || isDelimiter(c));
        case QUERY -> value.chars().noneMatch(Character::isISOControl);
        case BODY -> true;
      };
    }

    private static boolean isDelimiter(int c) {
      return DELIMITERS.indexOf(c) >= 0;
    }
  }

  /**
   * What goes out.
   *
   * @param method in capitals
   * @param url absolute, in ASCII
   * @param headers by name
   * @param content empty where there is none
   */
  public record Request(String method, String url, Map<String, String> headers, String content) {
    public Request {
      headers = Map.copyOf(headers);
    }

    /** The method only: the rest may hold what is personal. */
    @Override
    public String toString() {
      return "Request[" + method + "]";
    }
  }

  private RestMessage(
      String method, List<Piece> endpoint, Map<String, String> headers, List<Piece> content) {
    this.method = method;
    this.endpoint = endpoint;
    this.headers = headers;
    this.content = content;
  }

  /**
   * Reads a record whose fields are {@code http_method}, {@code rest_endpoint}, {@code headers} and
   * {@code content}.
   */
  public static RestMessage of(GlideRecord code) throws MalformedException {
    String method = Ascii.lower(code.value("http_method"));
    if (!METHODS.contains(method)) {
      throw new MalformedException("http_method is none of get, head, post, put, patch, delete");
    }
    if (WITHOUT_CONTENT.contains(method) && !code.value("content").isEmpty()) {
      throw new MalformedException("a request to read that has content");
    }
    var message =
        new RestMessage(
            Ascii.upper(method),
            Endpoint.parse(code.value("rest_endpoint")),
            Headers.parse(code.value("headers")),
            JsonContent.parse(code.value("content")));
    if (message.places().size() < message.holes().count()) {
      throw new MalformedException("a parameter that stands in two places");
    }
    return message;
  }

  /** The parameters that have a place, and which. */
  public Map<String, Place> places() {
    return holes().collect(Collectors.toMap(Piece.Hole::name, Piece.Hole::place, (one, _) -> one));
  }

  /**
   * The request with {@code values} in their places.
   *
   * @throws IllegalArgumentException if they are not for exactly the parameters that have one, or a
   *     place does not take its value
   */
  public Request fill(Map<String, String> values) {
    if (!values.keySet().equals(places().keySet())) {
      throw new IllegalArgumentException("values for other parameters than those with a place");
    }
    return new Request(method, filled(endpoint, values), headers, filled(content, values));
  }

  private Stream<Piece.Hole> holes() {
    var all = new ArrayList<>(endpoint);
    all.addAll(content);
    return all.stream().filter(Piece.Hole.class::isInstance).map(Piece.Hole.class::cast);
  }

  private static String filled(List<Piece> pieces, Map<String, String> values) {
    var text = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Fixed(var fixed) -> text.append(fixed);
        case Piece.Hole(var name, var place) ->
            text.append(encoded(place, values.getOrDefault(name, "")));
      }
    }
    return text.toString();
  }

  private static String encoded(Place place, String value) {
    if (!place.takes(value)) {
      throw new IllegalArgumentException("a value that its place does not take");
    }
    return switch (place) {
      case PATH, QUERY -> Endpoint.percentEncoded(value);
      case BODY -> JsonContent.quoted(value);
    };
  }
}
