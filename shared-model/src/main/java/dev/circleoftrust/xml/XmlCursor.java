package dev.circleoftrust.xml;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Walks forward through one XML document, element by element.
 *
 * <p><b>What it refuses</b>, each with line and column and without a word of the document: any
 * encoding but UTF-8, a byte order mark, XML other than 1.0, a document type declaration, an entity
 * other than the five of XML itself, a processing instruction, a comment, a namespace, a name that
 * is not plain ASCII, text beside elements, and whatever is above its {@link XmlLimits}. What is
 * left has one reading.
 *
 * <p>Text is the same whether the document spells it with escapes, character references or CDATA
 * sections. Not for use by several threads.
 */
public final class XmlCursor {
  private final XMLStreamReader reader;
  private final XmlLimits limits;
  private int depth;
  private int elements;

  /** True where the reader already stands on the next tag, false where it must still move on. */
  private boolean atNextTag;

  private XmlCursor(XMLStreamReader reader, XmlLimits limits) {
    this.reader = reader;
    this.limits = limits;
  }

  /** A cursor before the root element of {@code document}. */
  public static XmlCursor open(Bytes document, XmlLimits limits) throws MalformedException {
    if (document.size() > limits.documentSize()) {
      throw new MalformedException(
          "%d bytes of XML, %d are allowed".formatted(document.size(), limits.documentSize()));
    }
    return new XmlCursor(XmlSource.open(XmlSource.decode(document)), limits);
  }

  /** A cursor before the root element of {@code document}, whose bytes are its UTF-8. */
  public static XmlCursor open(String document, XmlLimits limits) throws MalformedException {
    if (!XmlText.canCarry(document)) {
      throw new MalformedException("XML that holds a character that XML cannot carry");
    }
    return open(Bytes.ofUtf8(document), limits);
  }

  /** Enters the next element, which must be called {@code name}. */
  public StartTag start(String name) throws MalformedException {
    StartTag tag = start();
    if (!tag.name().equals(name)) {
      throw tag.malformed("another element where " + name + " belongs");
    }
    return tag;
  }

  /** Enters the next element. */
  public StartTag start() throws MalformedException {
    if (nextTag() != XMLStreamConstants.START_ELEMENT) {
      throw malformed("an end where an element belongs");
    }
    atNextTag = false;
    if (++depth > limits.depth()) {
      throw malformed("more than %d elements inside one another".formatted(limits.depth()));
    }
    if (++elements > limits.elements()) {
      throw malformed("more than %d elements".formatted(limits.elements()));
    }
    if (reader.getNamespaceCount() > 0) {
      throw malformed("a namespace");
    }
    String name = name(reader.getPrefix(), reader.getLocalName());
    return new StartTag(name, attributes(), line(), column());
  }

  /** Whether the element that was entered last, and not left, has a further child. */
  public boolean hasChild() throws MalformedException {
    return nextTag() == XMLStreamConstants.START_ELEMENT;
  }

  /** Leaves an element, which must have no further child. */
  public void end() throws MalformedException {
    if (nextTag() != XMLStreamConstants.END_ELEMENT) {
      throw malformed("an element where none belongs");
    }
    atNextTag = false;
    depth--;
  }

  /** Reads the text of the element that was just entered, which has no child, and leaves it. */
  public String text() throws MalformedException {
    return textBeforeChild()
        .orElseThrow(() -> malformed("elements inside an element that holds text"));
  }

  /**
   * Reads the text of the element that was just entered and leaves it; empty if it holds elements,
   * which are then passed over, bounded like all others.
   */
  public Optional<String> textUnlessNested() throws MalformedException {
    Optional<String> text = textBeforeChild();
    if (text.isEmpty()) {
      passOver();
    }
    return text;
  }

  /** Makes sure that nothing follows the root element, which must have been left. */
  public void endOfDocument() throws MalformedException {
    if (nextTag() != XMLStreamConstants.END_DOCUMENT) {
      throw malformed("something after the document's end");
    }
  }

  /** Says what is wrong where the cursor stands. */
  public MalformedException malformed(String what) {
    return new MalformedException("%s at line %d, column %d".formatted(what, line(), column()));
  }

  /** Reads text and leaves its element; empty, before the first child, if there is one. */
  private Optional<String> textBeforeChild() throws MalformedException {
    var text = new StringBuilder();
    int event = next();
    while (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
      if (text.length() + reader.getTextLength() > limits.textLength()) {
        throw malformed("text of more than %d characters".formatted(limits.textLength()));
      }
      text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
      event = next();
    }
    if (event != XMLStreamConstants.START_ELEMENT) {
      depth--;
      return Optional.of(text.toString());
    }
    if (!XmlText.isSpace(text)) {
      throw malformed("text beside elements");
    }
    atNextTag = true;
    return Optional.empty();
  }

  /** Leaves the element that was entered last, whatever is in it. */
  private void passOver() throws MalformedException {
    int outside = depth - 1;
    while (depth > outside) {
      switch (atNextTag ? reader.getEventType() : next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          atNextTag = true;
          start();
        }
        case XMLStreamConstants.END_ELEMENT -> {
          atNextTag = false;
          depth--;
        }
        default -> atNextTag = false; // text, which nobody keeps
      }
    }
  }

  private int nextTag() throws MalformedException {
    int event = atNextTag ? reader.getEventType() : next();
    while (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
      if (!reader.isWhiteSpace()) {
        throw malformed("text beside elements");
      }
      event = next();
    }
    atNextTag = true;
    return event;
  }

  private int next() throws MalformedException {
    try {
      int event = reader.next();
      return switch (event) {
        case XMLStreamConstants.START_ELEMENT,
            XMLStreamConstants.END_ELEMENT,
            XMLStreamConstants.CHARACTERS,
            XMLStreamConstants.CDATA,
            XMLStreamConstants.END_DOCUMENT ->
            event;
        case XMLStreamConstants.DTD -> throw malformed("a document type declaration");
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw malformed("an entity that XML itself does not define");
        case XMLStreamConstants.COMMENT -> throw malformed("a comment");
        case XMLStreamConstants.PROCESSING_INSTRUCTION ->
            throw malformed("a processing instruction");
        default -> throw malformed("something other than elements and text");
      };
    } catch (XMLStreamException e) {
      throw XmlSource.notWellFormed(e);
    }
  }

  private List<XmlAttribute> attributes() throws MalformedException {
    int count = reader.getAttributeCount();
    if (count > XmlLimits.ATTRIBUTES) {
      throw malformed("more than %d attributes".formatted(XmlLimits.ATTRIBUTES));
    }
    var attributes = new ArrayList<XmlAttribute>(count);
    for (int i = 0; i < count; i++) {
      String value = reader.getAttributeValue(i);
      if (value.length() > limits.attributeLength()) {
        throw malformed(
            "an attribute of more than %d characters".formatted(limits.attributeLength()));
      }
      attributes.add(
          new XmlAttribute(
              name(reader.getAttributePrefix(i), reader.getAttributeLocalName(i)), value));
    }
    return attributes;
  }

  private String name(@Nullable String prefix, String local) throws MalformedException {
    if (prefix != null && !prefix.isEmpty()) {
      throw malformed("a namespace");
    }
    if (local.length() > XmlLimits.NAME_LENGTH || !XmlText.isPlainName(local)) {
      throw malformed(
          "a name that is not plain ASCII of at most %d characters"
              .formatted(XmlLimits.NAME_LENGTH));
    }
    return local;
  }

  private int line() {
    return reader.getLocation().getLineNumber();
  }

  private int column() {
    return reader.getLocation().getColumnNumber();
  }
}
