package dev.circleoftrust.runtime.http;

/**
 * One method on one path.
 *
 * @param method the HTTP method
 * @param path begins with a slash; a parameter stands in braces: {@code /api/circle/jobs/{id}}
 * @param access who may ask
 * @param maxBody the most bytes that a request's body may have; more is refused with 413
 * @param action what it does
 */
public record Route(Method method, String path, Access access, int maxBody, Action action) {
  /** What a body may have where nothing else is said: 1 MiB. */
  public static final int DEFAULT_MAX_BODY = 1 << 20;

  /** The HTTP methods that are in use. */
  public enum Method {
    /** Reads. */
    GET,
    /** Makes, or does. */
    POST,
    /** Changes. */
    PATCH,
    /** Removes. */
    DELETE
  }

  /** Who may ask. */
  public enum Access {
    /** The administrator, by password. */
    ADMINISTRATOR,
    /** Anyone who can connect: only for what tells no secret and changes nothing. */
    ANYONE
  }

  public Route {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("a path without a slash: " + path);
    }
    if (maxBody < 0) {
      throw new IllegalArgumentException("a body of at most %d bytes".formatted(maxBody));
    }
  }

  /** A route for the administrator, with a body of at most {@link #DEFAULT_MAX_BODY}. */
  public static Route action(Method method, String path, Action action) {
    return new Route(method, path, Access.ADMINISTRATOR, DEFAULT_MAX_BODY, action);
  }

  /** A route that reads and is open to anyone. */
  public static Route open(String path, Action action) {
    return new Route(Method.GET, path, Access.ANYONE, 0, action);
  }

  /** The same route for bodies of this size. */
  public Route withMaxBody(int size) {
    return new Route(method, path, access, size, action);
  }
}
