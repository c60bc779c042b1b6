package dev.circleoftrust.simulator.load.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.ecc.InboundMessage;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.ecc.QueueProcessing;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.load.LoadRow;
import dev.circleoftrust.wire.MalformedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what {@link InboundMessage} writes, as every MID Server does. */
class AnswerScanTest {
  private static final LoadRow ROW = new LoadRow(7, 123_456, 1_790_000_000_000_000L);
  private static final SysId ID = new SysId("0".repeat(32));

  private final AnswerScan scan = new AnswerScan();

  @Test
  void aResultNamesItsRow() throws MalformedException {
    EccRecord result =
        input("HeartbeatProbe")
            .with(EccField.NAME, "a \"quoted\" name \\ with a backslash")
            .with(EccField.RESPONSE_TO, ROW.sysId().value())
            .with(EccField.PAYLOAD, "<results \"response_to\":\"" + ID.value() + "\"/>");

    assertThat(scan.read(bytes(result))).isEqualTo(new Answer.Result(ROW));
  }

  @Test
  void aRefusalOfWhatNobodyCanAnswerNamesPlaceAndReason() throws MalformedException {
    EccRecord refusal =
        input("unverified")
            .with(EccField.STATE, EccState.ERROR.word())
            .with(EccField.NAME, "batch-proof-invalid")
            .with(EccField.SOURCE, "cot.ecc.output.load-1.standard/0/42")
            .with(EccField.ERROR_STRING, "signature validation failed: {\"state\":\"ready\"}");

    assertThat(scan.read(bytes(refusal)))
        .isEqualTo(
            new Answer.RefusedAt("cot.ecc.output.load-1.standard/0/42", "batch-proof-invalid"));
  }

  @Test
  void aRefusalOfARowThatProductionSentNamesTheRow() throws MalformedException {
    EccRecord refusal =
        input("JDBCProbe")
            .with(EccField.STATE, EccState.ERROR.word())
            .with(EccField.NAME, "position-unknown")
            .with(EccField.RESPONSE_TO, ROW.sysId().value());

    assertThat(scan.read(bytes(refusal))).isEqualTo(new Answer.Refused(ROW, "position-unknown"));
  }

  @Test
  void whatAMidServerSaysByItselfIsNoAnswer() throws MalformedException {
    EccRecord taken =
        input(QueueProcessing.TOPIC)
            .with(EccField.PAYLOAD, new QueueProcessing(List.of(ROW.sysId())).encode());

    assertThat(scan.read(bytes(taken))).isEqualTo(new Answer.Unasked(QueueProcessing.TOPIC));
    assertThat(scan.read(bytes(input("HeartbeatProbe"))))
        .isEqualTo(new Answer.Unasked("HeartbeatProbe"));
  }

  @Test
  void nothingIsLeftOfTheAnswerBefore() throws MalformedException {
    var _ = scan.read(bytes(input("X").with(EccField.RESPONSE_TO, ROW.sysId().value())));

    assertThat(scan.read(bytes(input("X")))).isEqualTo(new Answer.Unasked("X"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"ecc\":{",
        "{\"ecc\":{}}",
        "{\"ecc\":{\"state\":\"ready",
        "{\"ecc\":{\"state\":\"ready\"",
        "{\"ecc\":{\"state\":\"ready\"}",
        "{\"ecc\":{\"state\":1}}",
        "{\"ecc\":{\"state\": \"ready\"}}",
        "{\"ecc\":{\"response_to\":\"not a sys_id\",\"payload\":\"\"}}",
        " {\"ecc\":{\"state\":\"ready\"}}"
      })
  void anotherFormIsAnErrorAndNotSkipped(String json) {
    assertThatThrownBy(() -> scan.read(json.getBytes(UTF_8)))
        .isInstanceOf(MalformedException.class);
  }

  private static EccRecord input(String topic) {
    return EccRecord.input(ID, new AgentName("load-1"), topic, Priority.STANDARD);
  }

  private static byte[] bytes(EccRecord record) throws MalformedException {
    return new InboundMessage(record).encode().toByteArray();
  }
}
