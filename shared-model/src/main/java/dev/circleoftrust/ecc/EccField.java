package dev.circleoftrust.ecc;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.circleoftrust.wire.JsonNames;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.xml.XmlText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** Every field, in the order in which they are written. */
  static final List<EccField> ALL = List.of(values());

  /** Their names in JSON, each at its ordinal. */
  static final JsonNames NAMES = JsonNames.of(ALL.stream().map(EccField::field).toList());

  private static final Map<String, EccField> BY_NAME =
      Stream.of(values()).collect(toUnmodifiableMap(EccField::field, field -> field));

  private final String field;
  private final String mark;
  private final int maxLength;

  EccField(int maxLength) {
    this.field = name().toLowerCase(Locale.ROOT);
    this.mark = "\"" + field + "\":";
    this.maxLength = maxLength;
  }

  /** The field's name in the table and in JSON, such as {@code response_to}. */
  public String field() {
    return field;
  }

  /** The name as it stands before a value in JSON. */
  String mark() {
    return mark;
  }

  /** The most UTF-16 units that a value may have. */
  public int maxLength() {
    return maxLength;
  }

  /** The field with this ordinal. */
  static EccField at(int ordinal) {
    return ALL.get(ordinal);
  }

  /** The field that is called {@code name}. */
  public static Optional<EccField> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** Makes sure that a value is text that this field may hold. */
  void check(String value) throws MalformedException {
    checkLength(value);
    checkCharacters(value);
  }

  /** Makes sure that a value is no longer than this field holds. */
  void checkLength(String value) throws MalformedException {
    if (value.length() > maxLength) {
      throw new MalformedException(
          "%s has %d characters, %d are allowed".formatted(field, value.length(), maxLength));
    }
  }

  /** Makes sure that a payload can carry a value. */
  void checkCharacters(String value) throws MalformedException {
    if (!XmlText.canCarry(value)) {
      throw new MalformedException(field + " holds a character that no payload can carry");
    }
  }
}
