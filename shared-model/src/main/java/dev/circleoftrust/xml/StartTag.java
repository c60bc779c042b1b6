package dev.circleoftrust.xml;

import dev.circleoftrust.wire.MalformedException;
import java.util.List;

/**
 * The start of an element.
 *
 * @param name ASCII letters, digits, {@code _}, {@code -} and {@code .}
 * @param attributes in the document's order, each name once
 * @param line where the tag ends in the document, from 1
 * @param column where the tag ends in the document, from 1
 */
public record StartTag(String name, List<XmlAttribute> attributes, int line, int column) {
  public StartTag {
    attributes = List.copyOf(attributes);
  }

  /** The value of a required attribute. */
  public String attribute(String attribute) throws MalformedException {
    for (XmlAttribute candidate : attributes) {
      if (candidate.name().equals(attribute)) {
        return candidate.value();
      }
    }
    throw malformed("an element without its attribute " + attribute);
  }

  /** The value of an attribute, or the empty text where there is none. */
  public String attributeOrEmpty(String attribute) {
    for (XmlAttribute candidate : attributes) {
      if (candidate.name().equals(attribute)) {
        return candidate.value();
      }
    }
    return "";
  }

  /** Refuses every attribute that is not one of {@code allowed}. */
  public StartTag allowing(String... allowed) throws MalformedException {
    List<String> names = List.of(allowed);
    for (XmlAttribute attribute : attributes) {
      if (!names.contains(attribute.name())) {
        throw malformed("an attribute that has no place in this element");
      }
    }
    return this;
  }

  /** What is wrong with this element, and where it stands. */
  public MalformedException malformed(String what) {
    return new MalformedException("%s at line %d, column %d".formatted(what, line, column));
  }

  /** Name and place only: an attribute's value may be a payload. */
  @Override
  public String toString() {
    return "StartTag[%s at %d:%d]".formatted(name, line, column);
  }
}
