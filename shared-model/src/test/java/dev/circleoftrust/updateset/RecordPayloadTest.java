package dev.circleoftrust.updateset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.OwnVectors;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.wire.MalformedException;
import dev.circleoftrust.xml.XmlAttribute;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RecordPayloadTest {
  private static final SysId ID = new SysId("0f1e2d3c4b5a69788796a5b4c3d2e1f0");

  static List<Arguments> vectors() {
    return OwnVectors.of("updateset/payload.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void isReadAsTheVectorSays(String description, JsonNode vector) throws MalformedException {
    String payload = vector.get("payload").textValue();
    switch (vector.get("expect").textValue()) {
      case "record" -> assertRecord(payload, vector);
      case "not-a-record" -> assertNoRecord(payload, vector);
      case "malformed" ->
          assertThatExceptionOfType(MalformedException.class)
              .as(description)
              .isThrownBy(() -> RecordPayload.parse(payload));
      case String other -> throw new IllegalStateException("a vector that expects " + other);
    }
  }

  @Test
  void whatStandsBesideAValueIsKept() throws MalformedException {
    RecordPayload payload =
        RecordPayload.parse(
            "<record_update table=\"t\"><t action=\"x\"><a display_value=\"y\">1</a><b><c/></b></t></record_update>");
    assertThat(payload.rows())
        .containsExactly(
            new PayloadRow(
                "t",
                "x",
                List.of(new ExportField("a", List.of(new XmlAttribute("display_value", "y")), "1")),
                1));
  }

  @Test
  void anyRecordComesBackAsItWas() throws MalformedException {
    var random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      var fields = new LinkedHashMap<String, String>();
      for (int j = random.nextInt(4); j > 0; j--) {
        fields.put("f" + random.nextInt(9), someText(random));
      }
      var action = random.nextBoolean() ? UpdateAction.INSERT_OR_UPDATE : UpdateAction.DELETE;
      var change = new RecordChange(action, new GlideRecord(new TableName("t"), ID, fields));
      assertThat(RecordChange.parse(change.encode())).isEqualTo(change);
    }
  }

  /** Whatever a payload holds, its file carries it to the character. */
  @Test
  void anyPayloadSurvivesItsFile() throws MalformedException {
    var random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      String payload = "x" + someText(random);
      var set =
          new UpdateSet(
              Instant.EPOCH,
              List.of(ExportField.of("name", "n"), ExportField.of("sys_id", ID.value())),
              List.of(update(payload)));
      assertThat(UpdateSetReader.read(UpdateSetWriter.write(set))).isEqualTo(set);
    }
  }

  @Test
  void fieldsStandInAlphabeticalOrderWhateverTheirOrderWas() {
    var one = new GlideRecord(new TableName("t"), ID, Map.of()).with("b", "1").with("z", "2");
    var other = new GlideRecord(new TableName("t"), ID, Map.of()).with("z", "2").with("b", "1");
    String payload = new RecordChange(UpdateAction.DELETE, one).encode();
    assertThat(new RecordChange(UpdateAction.DELETE, other).encode()).isEqualTo(payload);
    assertThat(payload).containsSubsequence("<b>", "<sys_id>", "<z>");
  }

  @Test
  void aTableThatIsNoneIsNamedByItsPlace() {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> RecordPayload.parse("<record_update table=\"SECRET\"/>"))
        .withMessageStartingWith("a table name is ")
        .withMessageEndingWith(" at line 1, column 32")
        .withMessageNotContaining("SECRET");
  }

  @Test
  void rowsHaveABound() {
    String rows = "<t action=\"DELETE\"/>".repeat(1_001);
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(
            () -> RecordPayload.parse("<record_update table=\"t\">" + rows + "</record_update>"))
        .withMessageStartingWith("more than 1000 rows at line 1");
  }

  private static CustomerUpdate update(String payload) {
    return new CustomerUpdate(
        List.of(
            ExportField.of("action", "DELETE"),
            ExportField.of("name", "t_1"),
            ExportField.reference("remote_update_set", payload, ID.value()),
            ExportField.of("payload", payload),
            ExportField.of("sys_id", ID.value())));
  }

  private static String someText(Random random) {
    String[] pieces = {
      "<",
      ">",
      "&",
      "\"",
      "'",
      "]",
      "]]>",
      "<![CDATA[",
      "\r",
      "\n",
      "\r\n",
      "\t",
      " ",
      "x",
      "&lt;",
      "&#13;",
      "é",
      "\u0085",
      "\u2028",
      "\ufeff",
      "\ud83d\udd12",
      "<!--",
      "-->",
      "<?x?>"
    };
    var text = new StringBuilder();
    for (int i = random.nextInt(10); i > 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }

  private static void assertRecord(String payload, JsonNode vector) throws MalformedException {
    var fields = new LinkedHashMap<String, String>();
    vector
        .get("fields")
        .properties()
        .forEach(field -> fields.put(field.getKey(), field.getValue().textValue()));
    var expected =
        new RecordChange(
            UpdateAction.valueOf(vector.get("action").textValue()),
            new GlideRecord(
                new TableName(vector.get("table").textValue()),
                new SysId(vector.get("sys_id").textValue()),
                fields));
    RecordChange read = RecordChange.parse(payload);
    assertThat(read).isEqualTo(expected);
    assertThat(RecordChange.parse(read.encode())).isEqualTo(expected);
    if (vector.has("encoded")) {
      assertThat(read.encode()).isEqualTo(vector.get("encoded").textValue());
    }
  }

  private static void assertNoRecord(String payload, JsonNode vector) throws MalformedException {
    RecordPayload read = RecordPayload.parse(payload);
    assertThat(read.rows()).hasSize(vector.get("rows").intValue());
    assertThatExceptionOfType(MalformedException.class).isThrownBy(read::change);
  }
}
