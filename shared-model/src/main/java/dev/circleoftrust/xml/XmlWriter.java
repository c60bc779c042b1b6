package dev.circleoftrust.xml;

import dev.circleoftrust.wire.Bytes;
import java.util.List;

/**
 * Writes an XML document: the same calls always give the same bytes. Text that no document can
 * carry (see {@link XmlText#canCarry}) is an {@link IllegalArgumentException}. Not for use by
 * several threads.
 */
public final class XmlWriter {
  private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");

  /** Writes the start of an element. */
  public XmlWriter start(String name, XmlAttribute... attributes) {
    tag(name, List.of(attributes));
    out.append('>');
    return this;
  }

  /** Writes the end of an element. */
  public XmlWriter end(String name) {
    out.append("</").append(name).append('>');
    return this;
  }

  /** Writes an element without content. */
  public XmlWriter empty(String name, XmlAttribute... attributes) {
    return element(name, List.of(attributes), "");
  }

  /** Writes an element that holds text, everything special escaped; without text, an empty tag. */
  public XmlWriter element(String name, List<XmlAttribute> attributes, String text) {
    tag(name, attributes);
    if (text.isEmpty()) {
      out.append("/>");
      return this;
    }
    out.append('>');
    XmlText.escape(carried(text), out);
    return end(name);
  }

  /** Writes an element that holds text, where one CDATA section can carry it as it is. */
  public XmlWriter elementAsCdata(String name, List<XmlAttribute> attributes, String text) {
    // A section cannot hold its own end, and a reader would change its carriage returns.
    if (text.isEmpty() || text.contains("]]>") || text.indexOf('\r') >= 0) {
      return element(name, attributes, text);
    }
    tag(name, attributes);
    out.append("><![CDATA[").append(carried(text)).append("]]>");
    return end(name);
  }

  /** Breaks the line between two tags. */
  public XmlWriter line() {
    out.append('\n');
    return this;
  }

  /** What was written. */
  public String toText() {
    return out.toString();
  }

  /** What was written, in UTF-8. */
  public Bytes toBytes() {
    return Bytes.ofUtf8(out.toString());
  }

  private void tag(String name, List<XmlAttribute> attributes) {
    out.append('<').append(name);
    for (XmlAttribute attribute : attributes) {
      out.append(' ').append(attribute.name()).append("=\"");
      XmlText.escapeAttribute(carried(attribute.value()), out);
      out.append('"');
    }
  }

  private static String carried(String text) {
    if (!XmlText.canCarry(text)) {
      throw new IllegalArgumentException("text that no XML document can carry");
    }
    return text;
  }
}
