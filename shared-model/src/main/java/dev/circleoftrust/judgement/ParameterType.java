package dev.circleoftrust.judgement;

import java.util.Optional;
import java.util.stream.Stream;

/** What a parameter's value may be: a closed set. */
public enum ParameterType {
  /** A whole number of at most 18 digits. */
  INTEGER("integer"),
  /** A decimal number of at most 18 digits before the point and 18 after it. */
  DECIMAL("decimal"),
  /** A calendar date, {@code yyyy-MM-dd}. */
  DATE("date"),
  /** One of the declared values. */
  CHOICE("choice"),
  /** Text of a maximum length that matches a pattern as a whole. */
  TEXT("text");

  private final String wireName;

  ParameterType(String wireName) {
    this.wireName = wireName;
  }

  static Optional<ParameterType> fromWireName(String name) {
    return Stream.of(values()).filter(type -> type.wireName.equals(name)).findFirst();
  }
}
