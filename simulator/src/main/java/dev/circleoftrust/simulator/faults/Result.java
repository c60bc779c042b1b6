package dev.circleoftrust.simulator.faults;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.ecc.InboundMessage;
import dev.circleoftrust.ecc.Parameter;
import dev.circleoftrust.ecc.QueueProcessing;
import dev.circleoftrust.ecc.ResultPayload;
import dev.circleoftrust.simulator.kafka.Seen;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.Optional;

/**
 * What a MID Server answered to a row, as it is committed in Kafka.
 *
 * @param input the sys_id of the answer
 * @param row the row that it answers
 * @param failed whether its state is error
 * @param reason the code of a refusal; empty where it is none
 * @param basis on which basis the row ran; empty where it did not
 * @param words what went wrong, for a person
 */
record Result(String input, String row, boolean failed, String reason, String basis, String words) {
  /** The reason of a row whose effect nobody knows. */
  static final String OUTCOME_UNKNOWN = "outcome-unknown";

  /** The reason of a row that production sends again by itself. */
  static final String POSITION_UNKNOWN = "position-unknown";

  /** The final answer in a record; empty where it is none, or only a part of one. */
  static Optional<Result> of(Seen seen) {
    Bytes value = seen.value();
    try {
      if (value == null) {
        return Optional.empty();
      }
      EccRecord ecc = InboundMessage.parse(value).ecc();
      if (ecc.topic().equals(QueueProcessing.TOPIC) || ecc.responseTo().isEmpty()) {
        return Optional.empty();
      }
      ResultPayload payload = ResultPayload.parse(ecc.payload());
      if (!parameter(payload, "part").isEmpty()) {
        return Optional.empty();
      }
      boolean failed = ecc.state() == EccState.ERROR;
      String basis = parameter(payload, "basis");
      return Optional.of(
          new Result(
              ecc.sysId().value(),
              ecc.value(EccField.RESPONSE_TO),
              failed,
              failed && basis.isEmpty() ? ecc.value(EccField.NAME) : "",
              basis,
              ecc.value(EccField.ERROR_STRING)));
    } catch (MalformedException _) {
      return Optional.empty(); // what is no answer answers nothing
    }
  }

  /** Whether the row is to be sent again by production. */
  boolean again() {
    return reason.equals(POSITION_UNKNOWN);
  }

  /** Whether nobody knows if the row had its effect. */
  boolean unknown() {
    return reason.equals(OUTCOME_UNKNOWN);
  }

  private static String parameter(ResultPayload payload, String name) {
    return payload.parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(Parameter::value)
        .findFirst()
        .orElse("");
  }
}
