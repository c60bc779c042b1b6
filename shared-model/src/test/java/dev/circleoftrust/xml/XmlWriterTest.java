package dev.circleoftrust.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.circleoftrust.wire.MalformedException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class XmlWriterTest {
  private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

  @Test
  void writesTagsTextAndLines() {
    var writer =
        new XmlWriter()
            .start("r", new XmlAttribute("k", "v"))
            .line()
            .element("a", List.of(new XmlAttribute("x", "1"), new XmlAttribute("w", "2")), "t")
            .empty("b")
            .end("r");
    assertThat(writer.toText())
        .isEqualTo(DECLARATION + "<r k=\"v\">\n<a x=\"1\" w=\"2\">t</a><b/></r>");
  }

  @Test
  void aCdataSectionIsUsedWhereItCanCarryTheText() {
    assertThat(cdata("<a>&")).isEqualTo("<a><![CDATA[<a>&]]></a>");
    assertThat(cdata("x]]>y")).isEqualTo("<a>x]]&gt;y</a>");
    assertThat(cdata("x\ry")).isEqualTo("<a>x&#13;y</a>");
    assertThat(cdata("")).isEqualTo("<a/>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u0000", "\u000b", "\u001f", "\ufffe", "\uffff", "\ud83d", "\udd12\ud83d"})
  void textThatNoDocumentCanCarryIsRefused(String text) {
    assertThat(XmlText.canCarry(text)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> escaped(text));
    assertThatIllegalArgumentException().isThrownBy(() -> cdata(text));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new XmlWriter().empty("a", new XmlAttribute("b", text)));
  }

  @Test
  void allOtherTextComesBackAsItWas() throws MalformedException {
    var random = new Random(11);
    String alphabet = "<>&\"'] [!-?\t\n\r\u0085\u2028x\u00e9\uffedC#13;";
    for (int i = 0; i < 5_000; i++) {
      var text = new StringBuilder();
      for (int j = random.nextInt(12); j > 0; j--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertReadsBack(text.append("\ud83d\udd12").toString());
    }
  }

  private static void assertReadsBack(String text) throws MalformedException {
    var document =
        new XmlWriter()
            .start("r", new XmlAttribute("k", text))
            .element("a", List.of(), text)
            .elementAsCdata("b", List.of(), text)
            .end("r")
            .toBytes();
    XmlCursor xml = XmlCursor.open(document, new XmlLimits(10_000, 10, 10, 1_000, 1_000));
    assertThat(xml.start("r").attribute("k")).isEqualTo(text);
    xml.start("a");
    assertThat(xml.text()).isEqualTo(text);
    xml.start("b");
    assertThat(xml.text()).isEqualTo(text);
    xml.end();
    xml.endOfDocument();
  }

  private static String escaped(String text) {
    return new XmlWriter().element("a", List.of(), text).toText().substring(DECLARATION.length());
  }

  private static String cdata(String text) {
    return new XmlWriter()
        .elementAsCdata("a", List.of(), text)
        .toText()
        .substring(DECLARATION.length());
  }
}
