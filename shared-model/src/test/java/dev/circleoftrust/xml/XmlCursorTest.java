package dev.circleoftrust.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class XmlCursorTest {
  private static final XmlLimits LIMITS = new XmlLimits(10_000, 50, 5, 20, 100);

  @Test
  void textIsTheSameHoweverItIsSpelled() throws MalformedException {
    assertThat(textOf("<a>x&amp;&lt;&gt;&quot;&apos;y</a>")).isEqualTo("x&<>\"'y");
    assertThat(textOf("<a><![CDATA[x&<>\"'y]]></a>")).isEqualTo("x&<>\"'y");
    assertThat(textOf("<a>x<![CDATA[&<]]>&#62;<![CDATA[\"']]>&#x79;</a>")).isEqualTo("x&<>\"'y");
    assertThat(textOf("<a>&lt;b/&gt;</a>")).isEqualTo("<b/>");
    assertThat(textOf("<a>]]&gt;</a>")).isEqualTo("]]>");
    assertThat(textOf("<a/>")).isEmpty();
    assertThat(textOf("<a></a>")).isEmpty();
    assertThat(textOf("<a>  </a>")).isEqualTo("  ");
  }

  @Test
  void whiteSpaceInTextIsKeptAndLineEndsAreLineFeeds() throws MalformedException {
    assertThat(textOf("<a> \t\r\n\r </a>")).isEqualTo(" \t\n\n ");
    assertThat(textOf("<a>&#13;&#10;&#13;</a>")).isEqualTo("\r\n\r");
  }

  @Test
  void charactersBeyondTheBasicPlaneAreRead() throws MalformedException {
    assertThat(textOf("<a>\ud83d\udd12&#x1F512;</a>")).isEqualTo("\ud83d\udd12\ud83d\udd12");
  }

  @Test
  void walksElementsAndPassesOverWhatStandsBetweenThem() throws MalformedException {
    XmlCursor xml =
        open("<?xml version=\"1.0\"?>\n<r k=\"v\">\n <a>1</a> <b><c>x<d/></c> y</b>\n</r>\n ");
    assertThat(xml.start("r").attribute("k")).isEqualTo("v");
    assertThat(xml.hasChild()).isTrue();
    xml.start("a");
    assertThat(xml.text()).isEqualTo("1");
    xml.start("b");
    assertThat(xml.textUnlessNested()).isEmpty();
    assertThat(xml.hasChild()).isFalse();
    xml.end();
    xml.endOfDocument();
  }

  static List<Arguments> refused() {
    return List.of(
        Arguments.of("<!DOCTYPE a><a/>", "a document type declaration at line 1, column 13"),
        Arguments.of("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "a document type"),
        Arguments.of("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", "a document type declaration"),
        Arguments.of(
            "<a>&nbsp;</a>", "an entity that XML itself does not define at line 1, column 10"),
        Arguments.of("<a b='&nbsp;'/>", "not well-formed at line 1, column"),
        Arguments.of("<a>x<!-- y -->z</a>", "a comment at line 1"),
        Arguments.of("<!-- y --><a/>", "a comment at line 1"),
        Arguments.of("<a/><!-- y -->", "a comment at line 1"),
        Arguments.of("<a>x<?y?></a>", "a processing instruction at line 1"),
        Arguments.of("<?y?><a/>", "a processing instruction at line 1"),
        Arguments.of("<a/><?y?>", "a processing instruction at line 1"),
        Arguments.of("<a xmlns='u'/>", "a namespace at line 1"),
        Arguments.of("<a xmlns=''/>", "a namespace at line 1"),
        Arguments.of("<x:a xmlns:x='u'/>", "a namespace at line 1"),
        Arguments.of("<a x:b='1'/>", "not well-formed at line 1"),
        Arguments.of("<a xml:lang='en'/>", "a namespace at line 1"),
        Arguments.of("<xml:a/>", "a namespace at line 1"),
        Arguments.of("<a b='1' b='2'/>", "not well-formed at line 1"),
        Arguments.of("<a><b></a></b>", "not well-formed at line 1"),
        Arguments.of("<a>\n<b></a>", "not well-formed at line 2"),
        Arguments.of("<a>", "not well-formed at line 1"),
        Arguments.of("", "not well-formed at line 1"),
        Arguments.of("<a>]]></a>", "not well-formed at line 1"),
        Arguments.of("<a>\u0001</a>", "not well-formed at line 1"),
        Arguments.of("<a>&#1;</a>", "not well-formed at line 1"),
        Arguments.of("<a>&#xD800;</a>", "not well-formed at line 1"),
        Arguments.of("<a>\uFFFE</a>", "not well-formed at line 1"),
        Arguments.of("<a/><a/>", "not well-formed at line 1"),
        Arguments.of("<a/>x", "not well-formed at line 1"),
        Arguments.of("x<a/>", "not well-formed at line 1"),
        Arguments.of("<ä/>", "a name that is not plain ASCII"),
        Arguments.of("<a ä='1'/>", "a name that is not plain ASCII"),
        Arguments.of("<" + "a".repeat(81) + "/>", "a name that is not plain ASCII of at most 80"),
        Arguments.of("<a>x<b/></a>", "text beside elements"),
        Arguments.of("<a>\u2003<b/></a>", "text beside elements"),
        Arguments.of("<?xml version=\"1.1\"?><a/>", "an XML version other than 1.0"),
        Arguments.of("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>", "an encoding other than"),
        Arguments.of("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>", "an encoding other"),
        Arguments.of("<?xml version=\"1.0\" standalone=\"yes\"?><a/>", "a standalone declaration"),
        Arguments.of(" <?xml version=\"1.0\"?><a/>", "not well-formed at line 1"),
        Arguments.of("\uFEFF<a/>", "a byte order mark at line 1, column 1"),
        Arguments.of("<a>" + "x".repeat(101) + "</a>", "text of more than 100 characters"),
        Arguments.of("<a>" + "&lt;".repeat(101) + "</a>", "text of more than 100 characters"),
        Arguments.of("<a b='" + "x".repeat(21) + "'/>", "an attribute of more than 20 characters"),
        Arguments.of("<a><a><a><a><a><a/></a></a></a></a></a>", "more than 5 elements inside"),
        Arguments.of("<a>" + "<b/>".repeat(50) + "</a>", "more than 50 elements at line 1"),
        Arguments.of("<a " + attributes(17) + "/>", " at line 1"),
        Arguments.of("x".repeat(10_001), "10001 bytes of XML, 10000 are allowed"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesAndSaysWhereAndNotWhat(String document, String message) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> walk(Bytes.ofUtf8(document)))
        .withMessageContaining(message)
        .withNoCause();
  }

  @Test
  void sixteenAttributesAreRead() throws MalformedException {
    XmlCursor xml = open("<a " + attributes(16) + "/>");
    assertThat(xml.start("a").attributes()).hasSize(16);
  }

  @Test
  void onlyUtf8IsDecoded() throws MalformedException {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> walk(Bytes.fromHex("3c613e0a78c0af3c2f613e")))
        .withMessage("bytes that are not well-formed UTF-8 at line 2, column 2");
    assertThatExceptionOfType(MalformedException.class)
        .as("a surrogate in UTF-8")
        .isThrownBy(() -> walk(Bytes.fromHex("3c613eeda0803c2f613e")));
    for (var charset :
        List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      assertThatExceptionOfType(MalformedException.class)
          .as(charset.name())
          .isThrownBy(() -> walk(Bytes.copyOf("<?xml version=\"1.0\"?><a/>".getBytes(charset))));
    }
  }

  @Test
  void anElementHoldsTextOrElements() throws MalformedException {
    XmlCursor xml = open("<a><b/>x</a>");
    xml.start("a");
    xml.start("b");
    xml.end();
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(xml::hasChild)
        .withMessage("text beside elements at line 1, column 11");
  }

  @Test
  void whatComesAfterTheLastElementIsLookedAt() throws MalformedException {
    XmlCursor xml = open("<a></a><!-- -->");
    xml.start("a");
    xml.end();
    assertThatExceptionOfType(MalformedException.class).isThrownBy(xml::endOfDocument);
  }

  /** Whatever a hostile document does to the parser, it ends in one of two ways. */
  @Test
  void anyBytesAreReadOrRefused() throws MalformedException {
    var random = new Random(7);
    byte[] genuine =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><r a='&lt;'>\n<b>x&#13;&amp;</b><c><![CDATA[<>]]></c><!DOCTYPE r [<!ENTITY e \"f\">]>&e;</r>\n"
            .getBytes(StandardCharsets.UTF_8);
    int read = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] changed = genuine.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        changed[random.nextInt(changed.length)] = genuine[random.nextInt(genuine.length)];
      }
      try {
        walk(Bytes.copyOf(changed).slice(0, 1 + random.nextInt(changed.length)));
        read++;
      } catch (MalformedException _) {
        // The other way.
      }
    }
    assertThat(read).isLessThan(5_000);
  }

  private static String attributes(int count) {
    var attributes = new StringBuilder();
    for (int i = 0; i < count; i++) {
      attributes.append(" a").append(i).append("=''");
    }
    return attributes.toString();
  }

  private static String textOf(String document) throws MalformedException {
    XmlCursor xml = open(document);
    xml.start("a");
    String text = xml.text();
    xml.endOfDocument();
    return text;
  }

  private static void walk(Bytes document) throws MalformedException {
    XmlCursor xml = XmlCursor.open(document, LIMITS);
    xml.start();
    var _ = xml.textUnlessNested();
    xml.endOfDocument();
  }

  private static XmlCursor open(String document) throws MalformedException {
    return XmlCursor.open(Bytes.ofUtf8(document), LIMITS);
  }
}
