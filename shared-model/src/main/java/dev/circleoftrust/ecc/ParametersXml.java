package dev.circleoftrust.ecc;

import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.xml.StartTag;
import dev.circleoftrust.xml.XmlAttribute;
import dev.circleoftrust.xml.XmlCursor;
import dev.circleoftrust.xml.XmlWriter;
import java.util.ArrayList;
import java.util.List;

/** The element {@code <parameters>}, which outputs and results share. */
final class ParametersXml {
  /** Parameters that one payload may have. */
  static final int MAX_PARAMETERS = 1_000;

  private static final String ELEMENT = "parameters";
  private static final String ITEM = "parameter";

  private ParametersXml() {}

  /** Writes the element. */
  static void write(List<Parameter> parameters, XmlWriter xml) {
    if (parameters.isEmpty()) {
      xml.empty(ELEMENT);
      return;
    }
    xml.start(ELEMENT);
    for (Parameter parameter : parameters) {
      xml.empty(
          ITEM,
          new XmlAttribute("name", parameter.name()),
          new XmlAttribute("value", parameter.value()));
    }
    xml.end(ELEMENT);
  }

  /** Reads the element, which is the next; keeps the order and every repetition. */
  static List<Parameter> read(XmlCursor xml) throws MalformedException {
    xml.start(ELEMENT).allowing();
    var parameters = new ArrayList<Parameter>();
    while (xml.hasChild()) {
      StartTag tag = xml.start(ITEM).allowing("name", "value");
      if (parameters.size() == MAX_PARAMETERS) {
        throw tag.malformed("more than %d parameters".formatted(MAX_PARAMETERS));
      }
      try {
        parameters.add(new Parameter(tag.attribute("name"), tag.attribute("value")));
      } catch (IllegalArgumentException e) {
        throw tag.malformed("a parameter that is out of bounds or has no plain name");
      }
      xml.end();
    }
    xml.end();
    return parameters;
  }
}
