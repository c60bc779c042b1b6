package dev.circleoftrust.record;

import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.xml.XmlText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row of a table, as the product has them: every value is text. Immutable and safe for any number
 * of threads.
 *
 * <p>A value is text that an update set can carry: well-formed Unicode without control characters
 * other than tab, line feed and carriage return, at most {@link #MAX_VALUE_SIZE} bytes of UTF-8. A
 * field that is absent reads as empty; two records of which one lacks a field that is empty in the
 * other differ as values, but not in what a signature covers ({@link CanonicalRecord}).
 *
 * @param table the table that the row belongs to
 * @param sysId the row's identity, which is not among the {@code fields}
 * @param fields the values by field name, in their order; at most {@link #MAX_FIELDS}, together at
 *     most {@link #MAX_SIZE} bytes
 */
public record GlideRecord(TableName table, SysId sysId, Map<String, String> fields) {
  /** The most bytes of UTF-8 that one value may have: 4 MiB. */
  public static final int MAX_VALUE_SIZE = 4 << 20;

  /** The most bytes of UTF-8 that all values may have together: 16 MiB. */
  public static final int MAX_SIZE = 16 << 20;

  /** The most fields that a record may have. */
  public static final int MAX_FIELDS = 1000;

  /** The name under which {@link #value} gives the row's identity, and no field may stand. */
  public static final String SYS_ID = "sys_id";

  public GlideRecord {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    if (fields.size() > MAX_FIELDS) {
      throw new IllegalArgumentException(
          "%d fields, %d are allowed".formatted(fields.size(), MAX_FIELDS));
    }
    long size = 0;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      size += checkedSize(field.getKey(), field.getValue());
    }
    if (size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "%d bytes of values, %d are allowed".formatted(size, MAX_SIZE));
    }
  }

  /**
   * The record of fields that came from outside.
   *
   * @throws MalformedException if they break a rule of a record
   */
  public static GlideRecord parse(TableName table, SysId sysId, Map<String, String> fields)
      throws MalformedException {
    try {
      return new GlideRecord(table, sysId, fields);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("not a record: " + e.getMessage());
    }
  }

  /** The value of {@code field}; empty where the record has none. {@code sys_id} is a field too. */
  public String value(String field) {
    return field.equals(SYS_ID) ? sysId.value() : fields.getOrDefault(field, "");
  }

  /** This record with {@code field} set: in its place if it was there, else last. */
  public GlideRecord with(String field, String value) {
    var changed = new LinkedHashMap<>(fields);
    changed.put(field, value);
    return new GlideRecord(table, sysId, changed);
  }

  /** This record without {@code field}. */
  public GlideRecord without(String field) {
    var changed = new LinkedHashMap<>(fields);
    changed.remove(field);
    return new GlideRecord(table, sysId, changed);
  }

  /** Which record it is; no value, which may be code or a secret. */
  @Override
  public String toString() {
    return "GlideRecord[%s %s, %d fields]".formatted(table, sysId, fields.size());
  }

  private static long checkedSize(String name, String value) {
    if (!FieldName.matches(name)) {
      throw new IllegalArgumentException(
          "a field name that is not lower-case ASCII of at most %d characters"
              .formatted(FieldName.MAX_LENGTH));
    }
    if (name.equals(SYS_ID)) {
      throw new IllegalArgumentException("sys_id among the fields");
    }
    if (!XmlText.canCarry(value)) {
      throw new IllegalArgumentException(name + " holds a character that no update set can carry");
    }
    long size = utf8Size(value);
    if (size > MAX_VALUE_SIZE) {
      throw new IllegalArgumentException(
          "%s has %d bytes, %d are allowed".formatted(name, size, MAX_VALUE_SIZE));
    }
    return size;
  }

  /** Counts without encoding; {@code text} holds no lone surrogate. */
  private static long utf8Size(String text) {
    long size = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        size += 1;
      } else if (c < 0x800 || Character.isSurrogate(c)) {
        size += 2; // a pair of surrogates is one character of four bytes
      } else {
        size += 3;
      }
    }
    return size;
  }
}
