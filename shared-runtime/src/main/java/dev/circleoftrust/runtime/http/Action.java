package dev.circleoftrust.runtime.http;

import dev.circleoftrust.wire.MalformedException;

/** What a route does. Called by several threads at once. */
@FunctionalInterface
public interface Action {
  /**
   * Answers a request. What an administrator may not do is an {@link Answer#failure}, not an
   * exception.
   *
   * @throws MalformedException if the request is not of the right form; answered with 400, the
   *     message and {@code reason: malformed}
   */
  Answer answer(Request request) throws MalformedException;
}
