package dev.circleoftrust.runtime.http;

import dev.circleoftrust.record.GlideRecord;

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
   * Nothing is written, because no one might write such a record; answered with 400.
   *
   * @param message for a person: what is wrong with it
   */
  record Malformed(String message) implements Ruling {}
}
