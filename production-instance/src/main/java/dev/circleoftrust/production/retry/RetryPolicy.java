package dev.circleoftrust.production.retry;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.store.EncodedQuery;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row of {@code ecc_queue_retry_policy}: which failures are tried again, how soon, how often.
 *
 * @param sysId the row
 * @param order a lower one is asked first; 0 to 1,000,000
 * @param active whether it is asked at all
 * @param fields what the failed output must have, by the field of the ECC queue
 * @param condition what the input that told of the failure must meet
 * @param interval between a failure and the next try; 1 second to a day
 * @param maxRetry how many tries there are after the first; 1 to 20
 */
record RetryPolicy(
    SysId sysId,
    int order,
    boolean active,
    Map<EccField, String> fields,
    EncodedQuery condition,
    Duration interval,
    int maxRetry) {
  static final int MAX_INTERVAL_SECONDS = 86_400;
  static final int MAX_RETRY = 20;

  private static final int MAX_ORDER = 1_000_000;
  private static final int MAX_NAME = 100;

  /** By which field of a policy a field of the ECC queue is compared. */
  private static final Map<String, EccField> COMPARED =
      Map.of(
          "agent", EccField.AGENT,
          "topic", EccField.TOPIC,
          "ecc_name", EccField.NAME,
          "source", EccField.SOURCE);

  RetryPolicy {
    fields = Map.copyOf(fields);
  }

  /**
   * Reads a policy.
   *
   * @throws MalformedException if it is none; the message names the field and what it may hold
   */
  static RetryPolicy parse(GlideRecord row) throws MalformedException {
    String name = row.value("name");
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw new MalformedException("name has 1 to %d characters".formatted(MAX_NAME));
    }
    if (!row.value("condition_script").isEmpty()) {
      throw new MalformedException(
          "condition_script is not run here, where nobody has signed it: use condition");
    }
    return new RetryPolicy(
        row.sysId(),
        number(row, "order", 0, MAX_ORDER),
        active(row),
        compared(row),
        condition(row),
        Duration.ofSeconds(number(row, "retry_interval", 1, MAX_INTERVAL_SECONDS)),
        number(row, "max_retry", 1, MAX_RETRY));
  }

  /** Whether it covers {@code output}, which failed as {@code input} tells. */
  boolean covers(GlideRecord output, GlideRecord input) {
    return active
        && fields.entrySet().stream()
            .allMatch(field -> output.value(field.getKey().field()).equals(field.getValue()))
        && condition.accepts(input);
  }

  private static boolean active(GlideRecord row) throws MalformedException {
    return switch (row.value("active")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new MalformedException("active is true or false");
    };
  }

  private static Map<EccField, String> compared(GlideRecord row) throws MalformedException {
    var compared = new LinkedHashMap<EccField, String>();
    for (Map.Entry<String, EccField> field : COMPARED.entrySet()) {
      String value = row.value(field.getKey());
      if (!value.isEmpty()) {
        compared.put(field.getValue(), value);
      }
    }
    if (compared.containsKey(EccField.AGENT)) {
      var _ = AgentName.parseField(row.value("agent"));
    }
    return compared;
  }

  private static EncodedQuery condition(GlideRecord row) throws MalformedException {
    try {
      return EncodedQuery.parse(row.value("condition"));
    } catch (MalformedException e) {
      throw new MalformedException("condition: " + e.fact());
    }
  }

  private static int number(GlideRecord row, String field, int min, int max)
      throws MalformedException {
    String text = row.value(field);
    if (!text.matches("[0-9]{1,7}")
        || Integer.parseInt(text) < min
        || Integer.parseInt(text) > max) {
      throw new MalformedException("%s is a number from %d to %d".formatted(field, min, max));
    }
    return Integer.parseInt(text);
  }
}
