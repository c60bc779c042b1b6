package dev.circleoftrust.production;

import dev.circleoftrust.production.circle.NotarizationKey;
import dev.circleoftrust.production.dispatch.Gathering;
import dev.circleoftrust.runtime.kafka.Sending;
import dev.circleoftrust.runtime.process.Argument;
import dev.circleoftrust.runtime.process.Arguments;
import dev.circleoftrust.runtime.process.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How rows leave: what is signed together, with what, and how it is sent. */
final class DispatchArguments {
  private static final Argument NOTARIZATION =
      Argument.optional(
          "notarization",
          "TYPE",
          "the type of a notarization key that is made now: ed25519 or rsa-4096",
          "ed25519");
  private static final Argument LINGER =
      Argument.optional(
          "linger", "TIME", "the longest that a row waits for others to be signed with", "5ms");
  private static final Argument BATCH =
      Argument.optional("batch", "N", "so many rows wait no longer: 1 to 8192", "1024");
  private static final Argument COMPRESSION =
      Argument.optional("compression", "CODEC", "of what is sent: none, lz4 or zstd", "lz4");
  private static final Argument MAX_WAITING =
      Argument.optional(
          "max-waiting", "N", "more rows than that may not wait in the ECC queue", "100000");

  /** All of them. */
  static final List<Argument> ALL = List.of(NOTARIZATION, LINGER, BATCH, COMPRESSION, MAX_WAITING);

  private static final int MAX_MILLIS = 1000;
  private static final int MOST_WAITING = 10_000_000;

  private DispatchArguments() {}

  /** The type of a key that is made now. */
  static NotarizationKey.Type keyType(Arguments arguments) {
    String text = arguments.text(NOTARIZATION);
    return NotarizationKey.Type.named(text)
        .orElseThrow(() -> refusal(NOTARIZATION, "is neither ed25519 nor rsa-4096"));
  }

  /** What is signed together; more of it where {@code key} takes as long as the linger. */
  static Gathering gathering(Arguments arguments, NotarizationKey key) {
    int batch = number(arguments, BATCH, 1, Gathering.MAX);
    var gathering = new Gathering(linger(arguments), batch, batch);
    return key.isSlow() ? gathering.forSlowKey() : gathering;
  }

  /** How records are sent. */
  static Sending sending(Arguments arguments) {
    String codec = arguments.text(COMPRESSION);
    for (Sending.Compression known : Sending.Compression.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(codec)) {
        return Sending.GATHERED.withCompression(known);
      }
    }
    throw refusal(COMPRESSION, "is none of none, lz4 and zstd");
  }

  /** How many rows may wait. */
  static int maxWaiting(Arguments arguments) {
    return number(arguments, MAX_WAITING, 1, MOST_WAITING);
  }

  private static Duration linger(Arguments arguments) {
    String text = arguments.text(LINGER);
    Optional<Integer> millis =
        text.matches("[0-9]{1,4}ms")
            ? Optional.of(Integer.parseInt(text.substring(0, text.length() - 2)))
            : Optional.empty();
    return millis
        .filter(value -> value <= MAX_MILLIS)
        .map(Duration::ofMillis)
        .orElseThrow(() -> refusal(LINGER, "is not a time from 0ms to %dms".formatted(MAX_MILLIS)));
  }

  private static int number(Arguments arguments, Argument argument, int min, int max) {
    String text = arguments.text(argument);
    if (!text.matches("[0-9]{1,9}")
        || Integer.parseInt(text) < min
        || Integer.parseInt(text) > max) {
      throw refusal(argument, "is not a number from %d to %d".formatted(min, max));
    }
    return Integer.parseInt(text);
  }

  private static ConfigurationException refusal(Argument argument, String what) {
    return new ConfigurationException("--%s %s".formatted(argument.name(), what));
  }
}
