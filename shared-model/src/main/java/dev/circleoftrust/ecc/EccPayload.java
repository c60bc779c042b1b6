package dev.circleoftrust.ecc;

import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.xml.XmlCursor;
import dev.circleoftrust.xml.XmlLimits;
import dev.circleoftrust.xml.XmlWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The payload of an output: what a probe is told.
 *
 * <pre>{@code
 * <?xml version="1.0" encoding="UTF-8"?><parameters><parameter name="NAME" value="VALUE"/>...</parameters>
 * }</pre>
 *
 * <p>A name that stands twice is kept twice, so that whoever judges can see it; nobody may take the
 * first or the last for the value.
 *
 * @param parameters in the payload's order, at most 1,000
 */
public record EccPayload(List<Parameter> parameters) {
  private static final XmlLimits LIMITS =
      new XmlLimits(
          4 << 20, // a payload's UTF-16 units in the longest UTF-8
          ParametersXml.MAX_PARAMETERS + 2,
          2,
          Parameter.MAX_VALUE_LENGTH,
          1);

  public EccPayload {
    parameters = List.copyOf(parameters);
    if (parameters.size() > ParametersXml.MAX_PARAMETERS) {
      throw new IllegalArgumentException(parameters.size() + " parameters");
    }
  }

  /** Reads a payload. The empty text is the payload of a row that has none: no parameters. */
  public static EccPayload parse(String payload) throws MalformedException {
    if (payload.isEmpty()) {
      return new EccPayload(List.of());
    }
    XmlCursor xml = XmlCursor.open(payload, LIMITS);
    List<Parameter> parameters = ParametersXml.read(xml);
    xml.endOfDocument();
    return new EccPayload(parameters);
  }

  /** The payload's one spelling by this project. */
  public String encode() {
    var xml = new XmlWriter();
    ParametersXml.write(parameters, xml);
    return xml.toText();
  }

  /** The values under {@code name}, in their order: none, one, or more where it is repeated. */
  public List<String> values(String name) {
    return parameters.stream().filter(p -> p.name().equals(name)).map(Parameter::value).toList();
  }

  /** The names that stand more than once. */
  public Set<String> repeatedNames() {
    var seen = new HashSet<String>();
    var repeated = new TreeSet<String>();
    for (Parameter parameter : parameters) {
      if (!seen.add(parameter.name())) {
        repeated.add(parameter.name());
      }
    }
    return repeated;
  }
}
