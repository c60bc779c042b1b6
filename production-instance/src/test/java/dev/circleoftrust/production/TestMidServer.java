package dev.circleoftrust.production;

import com.fasterxml.jackson.databind.JsonNode;
import dev.circleoftrust.ecc.AgentName;
import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.InboundMessage;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.Priority;
import dev.circleoftrust.ecc.ResultBody;
import dev.circleoftrust.ecc.ResultPayload;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.runtime.kafka.LogRecord;
import dev.circleoftrust.wire.MalformedException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;

/** A MID Server that says that it lives, and does nothing else. */
record TestMidServer(AgentName name, TestBroker broker, RunningProduction production) {
  /** Checks in, and answers what production asks until it is validated. */
  void employ() throws Exception {
    String questions = new EccTopics.Output(name, Priority.INTERACTIVE).topic();
    send(heartbeat());
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !is("No"));
    String asked = row().path("validation_probe").asText();
    List<LogRecord> records =
        broker.read(
            questions, found -> found.stream().anyMatch(record -> asked.equals(sysId(record))));
    for (LogRecord record : records) {
      send(heartbeat().with(EccField.RESPONSE_TO, sysId(record)));
    }
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> is("Yes"));
  }

  private boolean is(String validated) throws Exception {
    return row().path("validated").asText().equals(validated);
  }

  private JsonNode row() throws Exception {
    return production.rows("ecc_agent", "name=" + name).path(0);
  }

  private EccRecord heartbeat() {
    var state = new Parameter("mid_operational_state", "up");
    return EccRecord.input(
            new SysId(UUID.randomUUID().toString().replace("-", "")),
            name,
            "HeartbeatProbe",
            Priority.INTERACTIVE)
        .with(
            EccField.PAYLOAD,
            new ResultPayload(0, 0, "", ResultBody.none(), List.of(state)).encode());
  }

  private void send(EccRecord input) throws Exception {
    broker.send(new EccTopics.Input(name).topic(), new InboundMessage(input).encode());
  }

  private static String sysId(LogRecord record) {
    try {
      return OutboundMessage.parse(Objects.requireNonNull(record.value())).ecc().sysId().value();
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }
}
