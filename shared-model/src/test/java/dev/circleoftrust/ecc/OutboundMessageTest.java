package dev.circleoftrust.ecc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.OwnVectors;
import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.Digest;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class OutboundMessageTest {
  private static final SysId ID = new SysId("0f1e2d3c4b5a69788796a5b4c3d2e1f0");
  private static final EccRecord ROW =
      EccRecord.output(ID, new AgentName("mid-1"), "JDBCProbe", Priority.STANDARD);
  private static final GlideRecord CODE =
      new GlideRecord(new TableName("sys_data_source"), ID, Map.of("sql_statement", "SELECT 1"));

  static List<Arguments> vectors() {
    return OwnVectors.of("ecc/outbound-message.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void isReadAsTheVectorSays(String description, JsonNode vector) throws MalformedException {
    Bytes json = utf8(vector.get("message").textValue());
    if (vector.get("expect").textValue().equals("malformed")) {
      assertThatExceptionOfType(MalformedException.class)
          .as(description)
          .isThrownBy(() -> OutboundMessage.parse(json));
      return;
    }
    OutboundMessage read = OutboundMessage.parse(json);
    assertThat(read.encode()).isEqualTo(utf8(vector.get("encoded").textValue()));
    assertThat(OutboundMessage.parse(read.encode())).isEqualTo(read);
    assertThat(signatures(read)).isEqualTo(expectedSignatures(vector));
  }

  @Test
  void anEnvelopeArrivesAsTheBytesThatWereSent() throws MalformedException {
    var envelope =
        new Envelope(
            "application/vnd.in-toto+json",
            Bytes.ofUtf8("{\"a\":\"€ \\\\ \\\" <\"}"),
            List.of(new Envelope.Signature(Digest.of(), Bytes.fromHex("00ff"))));
    var message = new OutboundMessage.WithCode(ROW, CODE, List.of(envelope.encode()));
    OutboundMessage read = OutboundMessage.parse(message.encode());
    assertThat(Envelope.parse(signatures(read).getFirst())).isEqualTo(envelope);
  }

  @Test
  void whatIsLargerThanAReaderTakesIsNotWritten() {
    String large = "x".repeat(1 << 20);
    var message =
        new OutboundMessage.WithCode(
            ROW.with(EccField.PAYLOAD, large), CODE.with("a", large), List.of());
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(message::encode)
        .withMessageContaining("2097152 are allowed");
  }

  @Test
  void whatIsLargerIsRefusedBeforeItIsRead() {
    Bytes large = Bytes.copyOf(new byte[OutboundMessage.MAX_SIZE + 1]);
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> OutboundMessage.parse(large))
        .withMessage("2097153 bytes of JSON, 2097152 are allowed");
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> InboundMessage.parse(large))
        .withMessage("2097153 bytes of JSON, 2097152 are allowed");
  }

  @Test
  void aMessageIsWrittenOnlyInItsOwnDirection() {
    EccRecord input = ROW.with(EccField.QUEUE, "input");
    assertThatIllegalArgumentException().isThrownBy(() -> new OutboundMessage.Bare(input));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OutboundMessage.WithCode(input, CODE, List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new InboundMessage(ROW));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new OutboundMessage.WithCode(ROW, CODE, Collections.nCopies(17, Bytes.empty())));
  }

  @Test
  void anAnswerComesBackAsItWas() throws MalformedException {
    EccRecord answer =
        EccRecord.input(ID, new AgentName("mid-1"), "JDBCProbe", Priority.STANDARD)
            .with(EccField.RESPONSE_TO, ID.value())
            .with(EccField.STATE, EccState.ERROR.word())
            .with(EccField.ERROR_STRING, "signature validation failed");
    var message = new InboundMessage(answer);
    assertThat(InboundMessage.parse(message.encode())).isEqualTo(message);
    assertThat(InboundMessage.parse(message.encode()).ecc().responseTo()).contains(ID);
  }

  @Test
  void anOutputIsNoAnswer() throws MalformedException {
    Bytes output = new OutboundMessage.Bare(ROW).encode();
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> InboundMessage.parse(output))
        .withMessage("a row that is not in the queue input");
    var withCode = new OutboundMessage.WithCode(ROW, CODE, List.of());
    String input = withCode.encode().toUtf8().replace("\"output\"", "\"input\"");
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> InboundMessage.parse(Bytes.ofUtf8(input)))
        .withMessage("a field that is not in the schema");
  }

  private static List<Bytes> signatures(OutboundMessage message) {
    return switch (message) {
      case OutboundMessage.Bare _ -> List.of();
      case OutboundMessage.WithCode(_, _, var signatures) -> signatures;
    };
  }

  private static List<Bytes> expectedSignatures(JsonNode vector) {
    var signatures = new ArrayList<Bytes>();
    vector.get("signatures").forEach(s -> signatures.add(utf8(s.textValue())));
    return signatures;
  }

  private static Bytes utf8(String text) {
    return Bytes.ofUtf8(text);
  }
}
