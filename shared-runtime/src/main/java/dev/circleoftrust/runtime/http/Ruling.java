package dev.circleoftrust.runtime.http;

import dev.circleoftrust.record.GlideRecord;
import java.time.Duration;

/** What an application says to a write by the Table API. */
public sealed interface Ruling {
  /**
   * It is written.
   *
   * @param record what is to be kept; the application may have completed it
   */
  record Allowed(GlideRecord record) implements Ruling {}

  /**
   * Nothing is written; answered with 403.
   *
   * @param message for a person: what was refused, and the remedy
   * @param detail for a script: {@code reason: } and a stable code
   */
  record Refused(String message, String detail) implements Ruling {}

  /**
   * Nothing is written now, for there is no room; answered with 429.
   *
   * @param message for a person: what there is too much of
   * @param retryAfter when to try again, whole seconds
   */
  record Overloaded(String message, Duration retryAfter) implements Ruling {
    public Overloaded {
      if (retryAfter.toSeconds() < 1) {
        throw new IllegalArgumentException("try again after " + retryAfter);
      }
    }
  }

  /**
   * Nothing is written, because no one might write such a record; answered with 400.
   *
   * @param message for a person: what is wrong with it
   */
  record Malformed(String message) implements Ruling {}
}
