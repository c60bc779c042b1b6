package dev.circleoftrust.ecc;

import java.util.Locale;
import java.util.Optional;

/**
 * The fields of the table {@code ecc_queue} that travel, in the order in which they are written.
 * The product's {@code signature} is not among them: a signature stands beside the bytes that it
 * covers, not within.
 */
public enum EccField {
  SYS_ID(32),
  AGENT(51),
  TOPIC(80),
  NAME(120),
  SOURCE(1_000),
  QUEUE(10),
  STATE(20),
  PRIORITY(1),
  SEQUENCE(40),
  RESPONSE_TO(32),
  AGENT_CORRELATOR(100),
  ERROR_STRING(4_000),
  PROCESSED(19),
  FROM_HOST(255),
  FROM_SYS_ID(32),
  SYS_DOMAIN(80),
  SYS_CREATED_ON(19),
  PAYLOAD(1 << 20);

  private final String field;
  private final int maxLength;

  EccField(int maxLength) {
    this.field = name().toLowerCase(Locale.ROOT);
    this.maxLength = maxLength;
  }

  /** The field's name in the table and in JSON, such as {@code response_to}. */
  public String field() {
    return field;
  }

  /** The most UTF-16 units that a value may have. */
  public int maxLength() {
    return maxLength;
  }

  /** The field that is called {@code name}. */
  public static Optional<EccField> named(String name) {
    for (EccField field : values()) {
      if (field.field.equals(name)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }
}
