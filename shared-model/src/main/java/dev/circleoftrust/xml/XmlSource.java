package dev.circleoftrust.xml;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLResolver;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Opens the platform's StAX parser with everything switched off that reaches beyond a document. */
final class XmlSource {
  private XmlSource() {}

  /** Decodes UTF-8 and nothing else: what the document declares is compared later, not obeyed. */
  static String decode(Bytes document) throws MalformedException {
    ByteBuffer in = document.toByteBuffer();
    // Well-formed UTF-8 never has fewer bytes than UTF-16 units.
    CharBuffer out = CharBuffer.allocate(in.remaining());
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
      int column = text.length() - text.lastIndexOf('\n');
      throw new MalformedException(
          "bytes that are not well-formed UTF-8 at line %d, column %d".formatted(line, column));
    }
    return text;
  }

  /** A parser before the first element; the XML declaration, if there is one, has been judged. */
  static XMLStreamReader open(String document) throws MalformedException {
    if (document.startsWith("\uFEFF")) {
      throw new MalformedException("a byte order mark at line 1, column 1");
    }
    try {
      XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(document));
      String version = reader.getVersion();
      String encoding = reader.getCharacterEncodingScheme();
      if (version != null && !version.equals("1.0")) {
        throw new MalformedException("an XML version other than 1.0 at line 1, column 1");
      }
      if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
        throw new MalformedException("an encoding other than UTF-8 at line 1, column 1");
      }
      if (reader.standaloneSet()) {
        throw new MalformedException("a standalone declaration at line 1, column 1");
      }
      return reader;
    } catch (XMLStreamException e) {
      throw notWellFormed(e);
    }
  }

  /** The parser's own message may quote the document, so neither it nor its cause is passed on. */
  static MalformedException notWellFormed(XMLStreamException e) {
    return new MalformedException(
        "XML that is not well-formed at line %d, column %d"
            .formatted(e.getLocation().getLineNumber(), e.getLocation().getColumnNumber()));
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setProperty(
        XMLInputFactory.RESOLVER,
        (XMLResolver)
            (_, _, _, _) -> {
              throw new XMLStreamException("nothing outside the document is read");
            });
    // Only so that a prefix can be seen, and refused, rather than lost from an attribute's name.
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty("jdk.xml.elementAttributeLimit", XmlLimits.ATTRIBUTES);
    return factory;
  }
}
