package dev.circleoftrust.ecc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.xml.XmlText;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResultPayloadTest {
  private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  private static final SysId ID = new SysId("0f1e2d3c4b5a69788796a5b4c3d2e1f0");

  @Test
  void rowsAreWrittenUnderTheirLabels() throws MalformedException {
    var payload =
        new ResultPayload(
            2054,
            0,
            "",
            rows(
                new ResultRow(List.of(column("name", "Ada & <Bob>"), column("count(*)", "12"))),
                new ResultRow(List.of(column("name", "")))),
            List.of(new Parameter("skip_sensor", "true")));
    assertThat(payload.encode())
        .isEqualTo(
            DECLARATION
                + "<results probe_time=\"2054\" result_code=\"0\"><result>"
                + "<row id=\"1\"><column name=\"name\">Ada &amp; &lt;Bob&gt;</column>"
                + "<column name=\"count(*)\">12</column></row>"
                + "<row id=\"2\"><column name=\"name\"/></row></result>"
                + "<parameters><parameter name=\"skip_sensor\" value=\"true\"/></parameters></results>");
    assertThat(ResultPayload.parse(payload.encode())).isEqualTo(payload);
  }

  @Test
  void anErrorIsAnAttribute() throws MalformedException {
    var payload = new ResultPayload(0, 1, "line 1\n\"quoted\"", ResultBody.none(), List.of());
    assertThat(payload.encode())
        .isEqualTo(
            DECLARATION
                + "<results probe_time=\"0\" result_code=\"1\" error=\"line 1&#10;&quot;quoted&quot;\">"
                + "<result></result><parameters/></results>");
    assertThat(ResultPayload.parse(payload.encode())).isEqualTo(payload);
  }

  @Test
  void whatAProgramSaysHasTheProductsForm() throws MalformedException {
    var said =
        new ResultBody.Texts(
            "/bin/ls \"a\"",
            List.of(new ResultText("stdout", "]]></stdout>\n"), new ResultText("stderr", "")));
    var payload = new ResultPayload(12, 3, "", said, List.of());
    assertThat(payload.encode())
        .isEqualTo(
            DECLARATION
                + "<results probe_time=\"12\" result_code=\"3\">"
                + "<result command=\"/bin/ls &quot;a&quot;\"><stdout>]]&gt;&lt;/stdout&gt;\n</stdout>"
                + "<stderr/></result><parameters/></results>");
    assertThat(ResultPayload.parse(payload.encode())).isEqualTo(payload);
    assertThat(payload.rows()).isEmpty();
  }

  @Test
  void aTextHasAPlainNameAndTwoHaveTwo() {
    for (String name : List.of("row", "", "A", "1", "std out", "a".repeat(41))) {
      assertThatIllegalArgumentException().isThrownBy(() -> new ResultText(name, ""));
    }
    var text = new ResultText("output", "");
    for (List<ResultText> texts : List.of(List.<ResultText>of(), List.of(text, text))) {
      assertThatIllegalArgumentException().isThrownBy(() -> new ResultBody.Texts("", texts));
    }
  }

  @Test
  void aLabelCannotEscapeIntoMarkup() throws MalformedException {
    String label = "x\"/></row></result><evil a=\"";
    var payload =
        new ResultPayload(
            1, 0, "", rows(new ResultRow(List.of(column(label, "]]></column>")))), List.of());
    assertThat(ResultPayload.parse(payload.encode())).isEqualTo(payload);
  }

  @Test
  void whatADatabaseHoldsIsShownWithoutWhatXmlCannotCarry() {
    assertThat(XmlText.replaceUncarried("a\u0000b\ud83dc\ud83d\udd12\r\n"))
        .isEqualTo("a\ufffdb\ufffdc\ud83d\udd12\r\n");
    assertThatIllegalArgumentException().isThrownBy(() -> column("a", "\u0000"));
  }

  @Test
  void rowsHaveABound() {
    var rows = Collections.nCopies(ResultPayload.MAX_ROWS + 1, new ResultRow(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ResultPayload(0, 0, "", new ResultBody.Rows(rows), List.of()));
    String tooMany =
        "<results probe_time=\"0\" result_code=\"0\"><result>"
            + "<row id=\"1\"/>".repeat(ResultPayload.MAX_ROWS + 1)
            + "</result><parameters/></results>";
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> ResultPayload.parse(tooMany))
        .withMessageStartingWith("results out of bounds");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<results/>",
        "<results probe_time='1' result_code='0'><result/></results>",
        "<results probe_time='1' result_code='0'><parameters/><result/></results>",
        "<results probe_time='1' result_code='0'><result/><parameters/><result/></results>",
        "<results probe_time='-1' result_code='0'><result/><parameters/></results>",
        "<results probe_time='x' result_code='0'><result/><parameters/></results>",
        "<results probe_time='1'><result/><parameters/></results>",
        "<results probe_time='1' result_code='0' x=''><result/><parameters/></results>",
        "<results probe_time='1' result_code='0'><result>x</result><parameters/></results>",
        "<results probe_time='1' result_code='0'><result><row><column/></row></result><parameters/></results>",
        "<results probe_time='1' result_code='0'><result command='x'/><parameters/></results>",
        "<results probe_time='1' result_code='0'><result command='x'><row id='1'/></result><parameters/></results>",
        "<results probe_time='1' result_code='0'><result><row id='1'/><output/></result><parameters/></results>",
        "<results probe_time='1' result_code='0'><result><output/><output/></result><parameters/></results>",
        "<results probe_time='1' result_code='0'><result><Output/></result><parameters/></results>",
        "<!DOCTYPE results><results probe_time='1' result_code='0'><result/><parameters/></results>",
      })
  void whatIsNoResultIsRefused(String payload) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> ResultPayload.parse(payload));
  }

  @Test
  void whatWasTakenIsToldInTheProductsForm() throws MalformedException {
    var taken = new QueueProcessing(List.of(ID));
    assertThat(taken.encode())
        .isEqualTo(
            DECLARATION
                + "<queue.processing output_message_count=\"1\">"
                + "<sys_id state=\"processing\">0f1e2d3c4b5a69788796a5b4c3d2e1f0</sys_id></queue.processing>");
    assertThat(QueueProcessing.parse(taken.encode())).isEqualTo(taken);
    var several = new QueueProcessing(Collections.nCopies(QueueProcessing.MAX_OUTPUTS, ID));
    assertThat(QueueProcessing.parse(several.encode())).isEqualTo(several);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<queue.processing output_message_count='0'/>",
        "<queue.processing output_message_count='2'><sys_id state='processing'>0f1e2d3c4b5a69788796a5b4c3d2e1f0</sys_id></queue.processing>",
        "<queue.processing><sys_id state='processing'>0f1e2d3c4b5a69788796a5b4c3d2e1f0</sys_id></queue.processing>",
        "<queue.processing output_message_count='1'><sys_id state='processed'>0f1e2d3c4b5a69788796a5b4c3d2e1f0</sys_id></queue.processing>",
        "<queue.processing output_message_count='1'><sys_id>0f1e2d3c4b5a69788796a5b4c3d2e1f0</sys_id></queue.processing>",
        "<queue.processing output_message_count='1'><sys_id state='processing'>X</sys_id></queue.processing>",
        "<queue_processing output_message_count='1'/>"
      })
  void whatNamesNoOutputsIsRefused(String payload) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> QueueProcessing.parse(payload));
  }

  private static ResultBody rows(ResultRow... rows) {
    return new ResultBody.Rows(List.of(rows));
  }

  private static ResultRow.Column column(String label, String value) {
    return new ResultRow.Column(label, value);
  }
}
