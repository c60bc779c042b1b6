package dev.circleoftrust.simulator.attack;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccTopics;
import dev.circleoftrust.ecc.InboundMessage;
import dev.circleoftrust.ecc.OutboundMessage;
import dev.circleoftrust.ecc.QueueProcessing;
import dev.circleoftrust.ecc.ResultPayload;
import dev.circleoftrust.simulator.kafka.Seen;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from the broker what MID Servers did with records. */
final class Fates {
  private Fates() {}

  /**
   * What became of a record.
   *
   * @param seen what came to the topics of results and refusals since it was sent
   * @param row the row's sys_id
   * @param agent the MID Server
   * @param place where the record stands, or empty where that is not known
   */
  static Optional<Fate> of(List<Seen> seen, String row, String agent, String place) {
    for (Seen record : seen) {
      Optional<Fate> fate =
          record.topic().equals(EccTopics.QUARANTINE)
              ? refused(record, row, agent, place)
              : ran(record, row, agent);
      if (fate.isPresent()) {
        return fate;
      }
    }
    return Optional.empty();
  }

  private static Optional<Fate> refused(Seen record, String row, String agent, String place) {
    boolean it =
        place.isEmpty()
            ? rowOf(record.value()).equals(row)
            : record.text("cot-place").orElse("").equals(place);
    return it && record.text("cot-agent").orElse("").equals(agent)
        ? Optional.of(
            new Fate(
                false,
                record.text("cot-verdict").orElse(""),
                record.text("cot-detail").orElse(""),
                0))
        : Optional.empty();
  }

  private static Optional<Fate> ran(Seen record, String row, String agent) {
    Bytes value = record.value();
    if (value == null || !record.topic().endsWith("." + agent)) {
      return Optional.empty();
    }
    try {
      EccRecord ecc = InboundMessage.parse(value).ecc();
      if (ecc.topic().equals(QueueProcessing.TOPIC)
          || !ecc.value(EccField.RESPONSE_TO).equals(row)) {
        return Optional.empty();
      }
      ResultPayload payload = ResultPayload.parse(ecc.payload());
      return payload.parameters().stream()
          .filter(parameter -> parameter.name().equals("basis"))
          .findFirst()
          .map(basis -> new Fate(true, basis.value(), payload.error(), payload.rows().size()));
    } catch (MalformedException _) {
      return Optional.empty(); // written by somebody else than a MID Server
    }
  }

  /** The sys_id of the row in a message; empty where it is no message. */
  static String rowOf(@Nullable Bytes message) {
    try {
      return message == null ? "" : OutboundMessage.parse(message).ecc().sysId().value();
    } catch (MalformedException _) {
      return "";
    }
  }
}
