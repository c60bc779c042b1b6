package dev.circleoftrust.record;

import dev.circleoftrust.wire.MalformedException;

/**
 * The name of a table, such as {@code sys_data_source}.
 *
 * @param value spelled as {@link FieldName} says
 */
public record TableName(String value) implements Comparable<TableName> {
  private static final String RULE =
      "a table name is a lower-case letter, then lower-case letters, digits and _, at most %d"
          .formatted(FieldName.MAX_LENGTH);

  public TableName {
    if (!FieldName.matches(value)) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /** Reads a table name that came from outside. */
  public static TableName parse(String text) throws MalformedException {
    if (!FieldName.matches(text)) {
      throw new MalformedException(RULE);
    }
    return new TableName(text);
  }

  @Override
  public int compareTo(TableName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
