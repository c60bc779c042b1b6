package dev.circleoftrust.statement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.circleoftrust.wire.JsonFields;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The span of time in which a statement holds, both ends included, in whole milliseconds.
 *
 * @param notBefore the first moment
 * @param notAfter the last moment, not before {@code notBefore}
 */
public record Validity(Instant notBefore, Instant notAfter) {
  public Validity {
    notBefore = notBefore.truncatedTo(ChronoUnit.MILLIS);
    notAfter = notAfter.truncatedTo(ChronoUnit.MILLIS);
    if (notAfter.isBefore(notBefore)) {
      throw new IllegalArgumentException("notAfter lies before notBefore");
    }
  }

  /** From {@code start} for {@code length}. */
  public static Validity startingAt(Instant start, Duration length) {
    return new Validity(start, start.plus(length));
  }

  /** True where {@code at} lies in the span. */
  public boolean contains(Instant at) {
    return !at.isBefore(notBefore) && !at.isAfter(notAfter);
  }

  void write(ObjectNode json) {
    json.put("notBefore", notBefore.toString()).put("notAfter", notAfter.toString());
  }

  static Validity read(JsonFields fields) throws MalformedException {
    try {
      return new Validity(fields.instant("notBefore"), fields.instant("notAfter"));
    } catch (IllegalArgumentException _) {
      throw new MalformedException("notAfter lies before notBefore");
    }
  }
}
