package dev.circleoftrust.ecc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.circleoftrust.record.SysId;
import dev.circleoftrust.wire.MalformedException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EccRecordTest {
  private static final SysId ID = new SysId("0f1e2d3c4b5a69788796a5b4c3d2e1f0");
  private static final EccRecord ROW =
      EccRecord.output(ID, new AgentName("mid-1"), "JDBCProbe", Priority.STANDARD);

  @Test
  void aRowIsTheSameAsItsFields() throws MalformedException {
    EccRecord row = ROW.with(EccField.NAME, "payroll").with(EccField.SEQUENCE, "19bd6a5b2c0000001");
    assertThat(EccRecord.parse(row.fields())).isEqualTo(row).hasSameHashCodeAs(row);
    assertThat(row.fields())
        .containsExactly(
            Map.entry("sys_id", ID.value()),
            Map.entry("agent", "mid.server.mid-1"),
            Map.entry("topic", "JDBCProbe"),
            Map.entry("name", "payroll"),
            Map.entry("queue", "output"),
            Map.entry("state", "ready"),
            Map.entry("priority", "2"),
            Map.entry("sequence", "19bd6a5b2c0000001"));
  }

  @Test
  void anEmptyFieldIsAnAbsentOne() {
    assertThat(ROW.with(EccField.NAME, "x").with(EccField.NAME, "")).isEqualTo(ROW);
    assertThat(ROW.value(EccField.NAME)).isEmpty();
    assertThat(ROW.responseTo()).isEmpty();
  }

  @Test
  void aRowIsARecordOfItsTable() {
    assertThat(ROW.toRecord().table()).isEqualTo(EccRecord.TABLE);
    assertThat(ROW.toRecord().sysId()).isEqualTo(ID);
    assertThat(ROW.toRecord().value("topic")).isEqualTo("JDBCProbe");
    assertThat(ROW.toRecord().fields()).doesNotContainKey("sys_id");
  }

  @ParameterizedTest
  @EnumSource(EccField.class)
  void everyFieldHasABound(EccField field) {
    String tooLong = "1".repeat(field.maxLength() + 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ROW.with(field, tooLong))
        .withMessageStartingWith(field.field() + " has ");
  }

  @ParameterizedTest
  @EnumSource(
      value = EccField.class,
      names = {"SYS_ID", "AGENT", "TOPIC", "QUEUE", "STATE", "PRIORITY"})
  void whatARowAlwaysHasCannotBeTakenAway(EccField field) {
    assertThatIllegalArgumentException().isThrownBy(() -> ROW.with(field, ""));
  }

  @Test
  void noArgumentReachesALog() {
    assertThat(ROW.with(EccField.NAME, "secret").with(EccField.PAYLOAD, "secret").toString())
        .isEqualTo("EccRecord[0f1e2d3c4b5a69788796a5b4c3d2e1f0 output mid-1 JDBCProbe]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cot.ecc.output.mid-1.standard",
        "cot.ecc.output.a.interactive",
        "cot.ecc.output.-.expedited"
      })
  void aTopicOfOutputsNamesItsAgentAndPriority(String topic) throws MalformedException {
    assertThat(EccTopics.Output.parse(topic).topic()).isEqualTo(topic);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cot.ecc.output.",
        "cot.ecc.output.standard",
        "cot.ecc.output..standard",
        "cot.ecc.output.a.b.standard",
        "cot.ecc.output.a.Standard",
        "cot.ecc.output.a.2",
        "cot.ecc.output.A.standard",
        "cot.ecc.output.a.standard ",
        "cot.ecc.input.a",
        "xcot.ecc.output.a.standard"
      })
  void whatIsNoTopicOfOutputsIsRefused(String topic) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> EccTopics.Output.parse(topic));
  }

  @Test
  void aTopicOfInputsNamesItsAgent() throws MalformedException {
    assertThat(EccTopics.Input.parse("cot.ecc.input.mid-2"))
        .isEqualTo(new EccTopics.Input(new AgentName("mid-2")));
    assertThat(new EccTopics.Input(new AgentName("mid-2")).topic())
        .isEqualTo("cot.ecc.input.mid-2");
    for (String topic :
        new String[] {"cot.ecc.input.", "cot.ecc.input.a.b", "cot.ecc.output.a.standard"}) {
      assertThatExceptionOfType(MalformedException.class)
          .isThrownBy(() -> EccTopics.Input.parse(topic));
    }
  }
}
