package dev.circleoftrust.updateset;

import dev.circleoftrust.record.FieldName;
import dev.circleoftrust.xml.XmlAttribute;
import dev.circleoftrust.xml.XmlText;
import java.util.HashSet;
import java.util.List;

/**
 * A field as an export carries it.
 *
 * @param name spelled as {@link FieldName} says
 * @param attributes what stands beside the value, such as {@code display_value}; kept, never used
 *     to decide anything
 * @param value the text, at most {@link #MAX_LENGTH} UTF-16 units that XML can carry
 */
public record ExportField(String name, List<XmlAttribute> attributes, String value) {
  /** The most UTF-16 units that a value may have: room for a record's largest, escaped. */
  public static final int MAX_LENGTH = 8 << 20;

  /** The most UTF-16 units that the value of an attribute may have. */
  public static final int MAX_ATTRIBUTE_LENGTH = 32 << 10;

  public ExportField {
    attributes = List.copyOf(attributes);
    if (!FieldName.matches(name)) {
      throw new IllegalArgumentException("an element whose name is no field name");
    }
    if (value.length() > MAX_LENGTH || !XmlText.canCarry(value)) {
      throw new IllegalArgumentException("a value that no update set can carry");
    }
  }

  /** A field without attributes. */
  static ExportField of(String name, String value) {
    return new ExportField(name, List.of(), value);
  }

  /** A reference: the value, and beside it what a person reads. */
  static ExportField reference(String name, String display, String value) {
    return new ExportField(name, List.of(new XmlAttribute("display_value", display)), value);
  }

  /** The value of the field {@code name} among {@code fields}; empty where there is none. */
  static String value(List<ExportField> fields, String name) {
    for (ExportField field : fields) {
      if (field.name().equals(name)) {
        return field.value();
      }
    }
    return "";
  }

  /** A copy of {@code fields}, of which no two have one name. */
  static List<ExportField> distinct(List<ExportField> fields) {
    var names = new HashSet<String>();
    for (ExportField field : fields) {
      if (!names.add(field.name())) {
        throw new IllegalArgumentException("a field that stands twice");
      }
    }
    return List.copyOf(fields);
  }

  /** The name only: a value may be code or a secret. */
  @Override
  public String toString() {
    return "ExportField[" + name + "]";
  }
}
