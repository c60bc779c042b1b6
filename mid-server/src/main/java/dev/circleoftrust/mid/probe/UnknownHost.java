package dev.circleoftrust.mid.probe;

import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;

/**
 * A host whose name has no address: nothing was sent, so trying again does no harm. The product's
 * retry policy looks for the word.
 */
public final class UnknownHost {
  private static final int MAX_CAUSES = 20;

  private UnknownHost() {}

  /** What production is told, where that is why {@code failure} happened. */
  public static Optional<String> of(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
        return Optional.of("UnknownHostException: the host has no address; nothing was sent");
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }
}
