package dev.circleoftrust.runtime.store;

import dev.circleoftrust.record.GlideRecord;
import java.util.Locale;
import java.util.Set;

/**
 * One condition of an {@link EncodedQuery}. A field that a record does not have is the empty text.
 */
sealed interface Condition {
  /** The field that is looked at. */
  String field();

  /** Whether a field of this value meets the condition. */
  boolean accepts(String value);

  /** Whether the record meets the condition. */
  default boolean accepts(GlideRecord record) {
    return accepts(record.value(field()));
  }

  /** {@code =} and {@code IN} and {@code ISEMPTY}: the value is one of these, case and all. */
  record OneOf(String field, Set<String> values) implements Condition {
    public OneOf {
      values = Set.copyOf(values);
    }

    @Override
    public boolean accepts(String value) {
      return values.contains(value);
    }
  }

  /** {@code !=} and {@code ISNOTEMPTY}: any other value. */
  record Differs(String field, String from) implements Condition {
    @Override
    public boolean accepts(String value) {
      return !value.equals(from);
    }
  }

  /** {@code LIKE}: the value holds this text, in whatever case. */
  record Holds(String field, String text) implements Condition {
    @Override
    public boolean accepts(String value) {
      return lower(value).contains(lower(text));
    }
  }

  /** {@code STARTSWITH}: the value begins with this text, in whatever case. */
  record StartsWith(String field, String text) implements Condition {
    @Override
    public boolean accepts(String value) {
      return lower(value).startsWith(lower(text));
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
