package dev.circleoftrust.updateset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.OwnVectors;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class UpdateSetReaderTest {
  private static final String START =
      """
      <?xml version="1.0" encoding="UTF-8"?><unload unload_date="2026-09-24 10:15:30">
      <sys_remote_update_set action="INSERT_OR_UPDATE">
      <name>Payroll</name>
      <sys_id>11111111111111111111111111111111</sys_id>
      </sys_remote_update_set>
      """;
  private static final String END = "</unload>\n";

  static List<Arguments> vectors() {
    return OwnVectors.of("updateset/update-set.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void isReadAsTheVectorSays(String description, JsonNode vector) throws MalformedException {
    Bytes file = file(vector);
    if (vector.get("expect").textValue().equals("malformed")) {
      assertThatExceptionOfType(MalformedException.class)
          .as(description)
          .isThrownBy(() -> UpdateSetReader.read(file))
          .withMessageContaining(vector.get("what").textValue())
          .withMessageMatching("(?s).* at line [0-9]+, column [0-9]+")
          .withMessageNotContaining("Payroll");
      return;
    }
    UpdateSet set = UpdateSetReader.read(file);
    assertThat(set.updates()).hasSize(vector.get("updates").intValue());
    Bytes rewritten = UpdateSetWriter.write(set);
    assertThat(UpdateSetReader.read(rewritten)).isEqualTo(set);
    if (!vector.get("rewritten").isNull()) {
      assertThat(rewritten.toUtf8()).isEqualTo(vector.get("rewritten").textValue());
    }
  }

  @Test
  void aFileOfSeventeenMebibytesIsRefusedBeforeItIsRead() {
    assertRefused(Bytes.copyOf(new byte[17 << 20]), "17825792 bytes of XML, 16777216 are allowed");
  }

  @Test
  void aFileMayHaveSixteenMebibytes() throws MalformedException {
    var file = new StringBuilder(START);
    for (int i = 0; i < 3; i++) {
      file.append(update(i, "x".repeat(5 << 20)));
    }
    file.append("\n".repeat(UpdateSetReader.MAX_SIZE - file.length() - END.length())).append(END);
    Bytes full = Bytes.ofUtf8(file.toString());
    assertThat(full.size()).isEqualTo(UpdateSetReader.MAX_SIZE);
    assertThat(UpdateSetReader.read(full).updates()).hasSize(3);
    assertRefused(Bytes.ofUtf8(file + "\n"), "16777217 bytes of XML, 16777216 are allowed");
  }

  @Test
  void aPayloadHasABound() throws MalformedException {
    String longest = "x".repeat(ExportField.MAX_LENGTH);
    UpdateSet set = UpdateSetReader.read(Bytes.ofUtf8(START + update(0, longest) + END));
    assertThat(set.updates().getFirst().payload()).isEqualTo(longest);
    assertRefused(
        Bytes.ofUtf8(START + update(0, longest + "x") + END),
        "text of more than 8388608 characters at line 7");
  }

  @Test
  void anAttributeHasABound() throws MalformedException {
    String start = START + update(0, "x").replace("</sys_update_xml>\n", "<view display_value=\"");
    String end = "\"/></sys_update_xml>" + END;
    String longest = "x".repeat(ExportField.MAX_ATTRIBUTE_LENGTH);
    assertThat(UpdateSetReader.read(Bytes.ofUtf8(start + longest + end)).updates()).hasSize(1);
    assertRefused(
        Bytes.ofUtf8(start + longest + "x" + end), "an attribute of more than 32768 characters");
  }

  @Test
  void tenThousandUpdatesAreReadAndOneMoreIsNot() throws MalformedException {
    var updates = new StringBuilder(START);
    for (int i = 0; i < UpdateSet.MAX_UPDATES; i++) {
      updates.append(update(i, "x"));
    }
    assertThat(UpdateSetReader.read(Bytes.ofUtf8(updates + END)).updates())
        .hasSize(UpdateSet.MAX_UPDATES);
    updates.append(update(UpdateSet.MAX_UPDATES, "x"));
    assertRefused(Bytes.ofUtf8(updates + END), "more than 10000 updates at line ");
  }

  @Test
  void deepNestingIsRefusedAtItsFirstLevel() {
    int depth = 1_000_000;
    String nested = START.replace("Payroll", "<a>".repeat(depth) + "</a>".repeat(depth)) + END;
    assertRefused(
        Bytes.ofUtf8(nested), "elements inside an element that holds text at line 3, column 10");
  }

  private static void assertRefused(Bytes file, String message) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> UpdateSetReader.read(file))
        .withMessageStartingWith(message);
  }

  private static String update(int number, String payload) {
    return """
    <sys_update_xml action="INSERT_OR_UPDATE">
    <action>INSERT_OR_UPDATE</action><payload>%s</payload><name>t_1</name>
    <remote_update_set>11111111111111111111111111111111</remote_update_set>
    <sys_id>%032x</sys_id>
    </sys_update_xml>
    """
        .formatted(payload, number);
  }

  private static Bytes file(JsonNode vector) throws MalformedException {
    return vector.has("hex")
        ? Bytes.fromHex(vector.get("hex").textValue())
        : Bytes.ofUtf8(vector.get("file").textValue());
  }
}
