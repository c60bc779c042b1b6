package dev.circleoftrust.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GlideRecordTest {
  private static final TableName TABLE = new TableName("sys_data_source");
  private static final SysId ID = new SysId("0f1e2d3c4b5a69788796a5b4c3d2e1f0");
  private static final GlideRecord RECORD = new GlideRecord(TABLE, ID, Map.of("name", "payroll"));

  @Test
  void aFieldThatIsAbsentReadsAsEmpty() {
    assertThat(RECORD.value("type")).isEmpty();
    assertThat(RECORD.value("name")).isEqualTo("payroll");
    assertThat(RECORD.value("sys_id")).isEqualTo(ID.value());
  }

  @Test
  void withKeepsTheOrderAndTheOriginal() {
    GlideRecord changed = RECORD.with("type", "JDBC").with("name", "other");
    assertThat(changed.fields())
        .containsExactly(Map.entry("name", "other"), Map.entry("type", "JDBC"));
    assertThat(RECORD.fields()).containsExactly(Map.entry("name", "payroll"));
    assertThat(changed.without("name").fields()).containsExactly(Map.entry("type", "JDBC"));
  }

  @Test
  void theCallersMapIsNotTheRecords() {
    var fields = new LinkedHashMap<>(Map.of("name", "payroll"));
    var record = new GlideRecord(TABLE, ID, fields);
    fields.put("name", "changed afterwards");
    assertThat(record.value("name")).isEqualTo("payroll");
  }

  @Test
  void aValueHasItsBoundInBytes() {
    String largest = "é".repeat(GlideRecord.MAX_VALUE_SIZE / 2);
    assertThat(RECORD.with("script", largest).value("script")).hasSize(2 << 20);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RECORD.with("script", largest + "x"))
        .withMessage("script has 4194305 bytes, 4194304 are allowed");
  }

  @Test
  void sizesAreThoseOfUtf8() {
    // Just below, at and above each length of an encoded character.
    for (String unit :
        new String[] {"\u007f", "\u0080", "\u07ff", "\u0800", "\uffee", "\ud83d\udd12"}) {
      String text = unit.repeat(GlideRecord.MAX_VALUE_SIZE / Bytes.ofUtf8(unit).size());
      assertThat(RECORD.with("script", text).value("script")).isEqualTo(text);
      assertThatIllegalArgumentException().isThrownBy(() -> RECORD.with("script", text + unit));
    }
  }

  @Test
  void allValuesTogetherHaveABound() {
    String large = "x".repeat(GlideRecord.MAX_VALUE_SIZE);
    GlideRecord full =
        new GlideRecord(TABLE, ID, Map.of("a", large, "b", large, "c", large, "d", large));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> full.with("e", "x"))
        .withMessage("16777217 bytes of values, 16777216 are allowed");
  }

  @Test
  void fieldsHaveABound() {
    var fields = new LinkedHashMap<String, String>();
    for (int i = 0; i < GlideRecord.MAX_FIELDS; i++) {
      fields.put("f" + i, "");
    }
    GlideRecord full = new GlideRecord(TABLE, ID, fields);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> full.with("one_more", ""))
        .withMessage("1001 fields, 1000 are allowed");
  }

  @Test
  void whatIsRefusedIsNotQuoted() {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> GlideRecord.parse(TABLE, ID, Map.of("SECRET", "x")))
        .withMessageNotContaining("SECRET");
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> GlideRecord.parse(TABLE, ID, Map.of("name", "SECRET\u0000")))
        .withMessage("not a record: name holds a character that no update set can carry");
  }

  @Test
  void noValueReachesALog() {
    assertThat(RECORD.with("password", "hunter2").toString())
        .isEqualTo("GlideRecord[sys_data_source 0f1e2d3c4b5a69788796a5b4c3d2e1f0, 2 fields]");
  }

  @Test
  void aSysIdIsMadeOfSixteenBytes() throws MalformedException {
    assertThat(SysId.of(Bytes.fromHex(ID.value()))).isEqualTo(ID);
    assertThatIllegalArgumentException().isThrownBy(() -> SysId.of(Bytes.fromHex("00")));
  }
}
