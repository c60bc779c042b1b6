package dev.circleoftrust.xml;

/**
 * An attribute of an element.
 *
 * @param name without a prefix: there are no namespaces here
 * @param value the text that the attribute stands for, not its spelling
 */
public record XmlAttribute(String name, String value) {
  /** The name only: a value may be a payload. */
  @Override
  public String toString() {
    return "XmlAttribute[" + name + "]";
  }
}
